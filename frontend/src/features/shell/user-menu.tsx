import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconLogout, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useMe } from '@/api/session';
import { mergePatch } from '@/api/versioned';
import { languages, speak } from '@/lib/i18n';
import { languageNames } from '@/lib/language-names';
import classes from './user-menu.module.css';

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');

/** Who one is, in which language, and the way out. */
export const UserMenu = ({ onSignedOut }: { onSignedOut: () => void }) => {
  const { t, i18n } = useTranslation();
  const { data: me } = useMe();
  const remember = $api.useMutation('patch', '/v1/me');
  const signOut = $api.useMutation('delete', '/v1/sessions/current', {
    meta: { endsSession: true },
    onSettled: onSignedOut,
  });
  const name = me?.actor.name ?? '';
  const choose = async (language: (typeof languages)[number]) => {
    await speak(language);
    remember.mutate({ body: { language }, headers: mergePatch });
  };
  return (
    <Menu position="top-start" width={232}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <span className={classes.initials} aria-hidden>
            {initials(name)}
          </span>
          <span className={classes.names}>
            <span className={classes.name}>{name}</span>
            <span className={classes.email}>{me?.actor.email}</span>
          </span>
          <VisuallyHidden>{t('shell.user')}</VisuallyHidden>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => choose(language)}
            aria-current={language === i18n.language || undefined}
            rightSection={language === i18n.language && <IconCheck size={16} aria-hidden />}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut.mutate({})}
        >
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
