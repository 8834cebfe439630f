import { Alert, Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { DayField } from '@/ui/day-field';
import { ProblemAlert } from '@/ui/problem-alert';
import classes from './quarantine.module.css';

export type Outcome = Schemas['QuarantineOutcome'];
type Start = 'first' | 'notice' | 'collection_letter' | 'possession_warning';
type Props = {
  ids: string[];
  today: string | undefined;
  isHousing: boolean;
  onDone: (outcome: Outcome) => void;
  onClose: () => void;
};

/** Pulls old debts in, and says at which step they begin: never at a letter nobody led up to. */
export const PullIn = ({ ids, today, isHousing, onDone, onClose }: Props) => {
  const { t } = useTranslation('quarantine');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [start, setStart] = useState<Start>('first');
  const [wereSent, setSent] = useState(false);
  const [remindedOn, setRemindedOn] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const pull = $api.useMutation('post', '/v1/companies/{company_id}/quarantine/pull-ins');
  const takesWord = start === 'first' || start === 'notice';
  const tells = takesWord && wereSent;
  const go = () => {
    if (tells && !remindedOn) return setMissing(true);
    const body = {
      case_ids: ids,
      start_step: start === 'first' ? undefined : start,
      reminded_on: tells ? remindedOn : undefined,
    };
    pull.mutate({ ...companyPath(company_id), body }, { onSuccess: onDone });
  };
  const starts: Start[] = [
    'first',
    'notice',
    'collection_letter',
    ...(isHousing ? (['possession_warning'] as const) : []),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('pull.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <Radio.Group
          label={t('pull.start')}
          value={start}
          onChange={(next) => setStart(next as Start)}
        >
          <div className={classes.starts}>
            {starts.map((value) => (
              <Radio.Card
                key={value}
                value={value}
                className={classes.start}
                data-autofocus={value === 'first' || undefined}
              >
                <span className={classes.startHead}>
                  <Radio.Indicator size="sm" />
                  {t(`pull.${value}`)}
                </span>
                <span className={classes.startText}>{t(`pull.${value}Text`)}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        {takesWord && (
          <div className={classes.confirm}>
            <Checkbox
              label={t('pull.confirm')}
              description={t('pull.confirmText')}
              checked={wereSent}
              onChange={(event) => setSent(event.currentTarget.checked)}
            />
            {wereSent && (
              <DayField
                label={t('pull.remindedOn')}
                maxDate={today}
                w={180}
                value={remindedOn}
                error={isMissing && !remindedOn ? t('pull.dayMissing') : undefined}
                onChange={setRemindedOn}
              />
            )}
          </div>
        )}
        <Alert color="fjord" icon={<IconInfoCircle aria-hidden />}>
          {t('pull.next')}
        </Alert>
        <ProblemAlert error={pull.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button loading={pull.isPending} onClick={go}>
            {t('pull.do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
