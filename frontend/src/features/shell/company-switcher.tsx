import { Menu, ScrollArea, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany, useMe } from '@/api/session';
import { BearMark } from '@/ui/bear-mark';
import classes from './company-switcher.module.css';

/** Where one is, and the way to the other companies of the office. */
export const CompanySwitcher = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const company = useCompany();
  const navigate = useNavigate();
  const [sought, setSought] = useState('');
  const companies = me?.companies ?? [];
  const found = companies.filter(({ name }) =>
    name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()),
  );
  const go = (companyId: string) => navigate({ to: '/c/$companyId/home', params: { companyId } });
  return (
    <Menu position="bottom-start" width={272} onClose={() => setSought('')}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <BearMark tone="light" size={34} />
          <span className={classes.names}>
            <span className={classes.product}>Karhu</span>
            <span className={classes.company}>{company.name}</span>
          </span>
          <VisuallyHidden>{t('shell.switchCompany')}</VisuallyHidden>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.company')}</Menu.Label>
        {companies.length > 6 && (
          <TextInput
            m={4}
            size="xs"
            aria-label={t('shell.findCompany')}
            placeholder={t('shell.findCompany')}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        )}
        <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: -1 }}>
          {found.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => go(id)}
              rightSection={id === company.id && <IconCheck size={16} aria-hidden />}
              aria-current={id === company.id || undefined}
            >
              {name}
            </Menu.Item>
          ))}
          {found.length === 0 && <Menu.Label>{t('shell.noCompany')}</Menu.Label>}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
};
