import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Actor } from '@/ui/actor';
import { Instant } from '@/ui/day';
import classes from './letters.module.css';

type Version = Schemas['TemplateVersion'];
type Props = { versions: Version[]; shown: number; may: boolean; onTake: (v: Version) => void };

/** Every version with who wrote it and when; an earlier one can be taken up again. */
export const TemplateVersions = ({ versions, shown, may, onTake }: Props) => {
  const { t } = useTranslation('letters');
  return (
    <ol className={classes.versions}>
      {versions.map((version) => (
        <li key={version.version} aria-current={version.version === shown || undefined}>
          <strong>{t('version', { version: version.version })}</strong>
          <span className={classes.soft}>
            <Instant at={version.created_at} /> · <Actor actor={version.created_by} />
          </span>
          <span className={classes.soft}>{t('letters', { count: version.letter_count })}</span>
          {may && version.version !== shown && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconHistory size={15} aria-hidden />}
              aria-label={t('takeVersion', { version: version.version })}
              onClick={() => onTake(version)}
            >
              {t('take')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
};
