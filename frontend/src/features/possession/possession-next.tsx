import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { ActionMenu } from '@/ui/action-menu';
import { Allowed } from '@/ui/allowed';
import { LinkButton } from '@/ui/text-link';
import classes from './possession.module.css';
import { otherRecordings, type Recording, recordingFor } from './record-values';

type Props = {
  possession: Schemas['Possession'];
  isWaiting: boolean;
  onRecord: (recording: Recording) => void;
};

/** What is to be done now, in a sentence and one button; the rest in a menu. */
export const PossessionNext = ({ possession, isWaiting, onRecord }: Props) => {
  const { t } = useTranslation('possession');
  const { day } = useFormat();
  const companyId = useCompanyId();
  const may = useMay('dispatches.edit');
  const next = possession.timeline.find(
    ({ state }) => state === 'next' || state === 'failed' || state === 'under_way',
  );
  const recording = next && recordingFor(next.code);
  const names = possession.services
    .filter(({ subject, outcome }) => subject === recording?.subject && outcome !== 'served')
    .map(({ name }) => name)
    .join(', ');
  const told = {
    names,
    on: next?.on && day(next.on),
    deadline: next?.deadline && day(next.deadline),
  };
  const key = next && `next.${next.code}${next.state === 'next' ? '' : `_${next.state}`}`;
  const isLetter = next?.code === 'warning_sent';
  return (
    <div className={classes.next}>
      {key && <p>{t(isLetter && !isWaiting ? 'next.warning_by_hand' : key, told)}</p>}
      <div className={classes.actions}>
        {recording && (
          <Allowed may={may}>
            <Button onClick={() => onRecord(recording)}>{t(doing(recording))}</Button>
          </Allowed>
        )}
        {isLetter && isWaiting && (
          <LinkButton
            to="/c/$companyId/queue"
            params={{ companyId }}
            search={{ state: 'proposed', step: 'possession_warning' }}
          >
            {t('toQueue')}
          </LinkButton>
        )}
        <OtherRecordings possession={possession} besides={recording} onRecord={onRecord} />
      </div>
    </div>
  );
};

const doing = ({ kind, subject, isFurther }: Recording) =>
  subject ? `serve.${subject}` : `do.${isFurther ? 'further' : kind}`;

type OtherProps = Omit<Props, 'isWaiting'> & { besides: Recording | undefined };

const OtherRecordings = ({ possession, besides, onRecord }: OtherProps) => {
  const { t } = useTranslation('possession');
  const may = useMay('dispatches.edit');
  const others = otherRecordings(possession).filter(
    ({ kind, subject }) => kind !== besides?.kind || subject !== besides.subject,
  );
  if (others.length === 0) return null;
  return (
    <ActionMenu
      may={may}
      button={
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('recordOther')}
        </Button>
      }
    >
      {others.map((one) => (
        <Menu.Item key={doing(one)} onClick={() => onRecord(one)}>
          {t(doing(one))}
        </Menu.Item>
      ))}
    </ActionMenu>
  );
};
