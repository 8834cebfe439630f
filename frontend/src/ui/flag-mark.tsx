import { Tooltip } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Status } from './status';

/** Stands at a figure that somebody should look at before relying on it, and says why. */
export const FlagMark = ({ children }: { children?: string }) => {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('flagged.text')} multiline maw={280}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} style={{ display: 'inline-block', borderRadius: 99 }}>
        <Status tone="wait" icon={IconFlag}>
          {children ?? t('flagged.word')}
        </Status>
      </span>
    </Tooltip>
  );
};
