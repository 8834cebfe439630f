import { Alert, Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { ProblemAlert } from '@/ui/problem-alert';
import type { Outcome } from './pull-in';
import classes from './quarantine.module.css';

export type Done = { what: 'pulled' | 'left' | 'back'; outcome: Outcome };
type Props = { done: Done; onDone: (done: Done | undefined) => void };

const shown = 8;

/** What was just done, undone from here while nothing was sent, and what stays and why. */
export const OutcomeNote = ({ done: { what, outcome }, onDone }: Props) => {
  const { t } = useTranslation('quarantine');
  const company_id = useCompanyId();
  const back = $api.useMutation('post', '/v1/companies/{company_id}/quarantine/returns');
  const undo = () =>
    back.mutate(
      { ...companyPath(company_id), body: { case_ids: outcome.done_ids } },
      { onSuccess: (next) => onDone({ what: 'back', outcome: next }) },
    );
  const { done_count, refused } = outcome;
  const isUndone = what === 'back';
  return (
    <div aria-live="polite" className={classes.stack}>
      {done_count > 0 && (
        <Alert
          color="pine"
          icon={<IconCircleCheck aria-hidden />}
          title={t(`done.${what}`, { count: done_count })}
          withCloseButton
          closeButtonLabel={t('done.close')}
          onClose={() => onDone(undefined)}
        >
          {!isUndone && (
            <Group justify="space-between">
              <span>{t('done.undoText')}</span>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconArrowBackUp size={15} aria-hidden />}
                loading={back.isPending}
                onClick={undo}
              >
                {t('undo')}
              </Button>
            </Group>
          )}
          <ProblemAlert error={back.error} />
        </Alert>
      )}
      {refused.length > 0 && <Refused refused={refused} />}
    </div>
  );
};

const Refused = ({ refused }: { refused: Outcome['refused'] }) => {
  const { t } = useTranslation('quarantine');
  const { has, word } = useCodes();
  const rest = refused.length - shown;
  const told = (code: string, detail: string) =>
    has('quarantineRefusal', code) ? word('quarantineRefusal', code) : detail;
  return (
    <Alert
      color="cloudberry"
      icon={<IconInfoCircle aria-hidden />}
      title={t('refused.title', { count: refused.length })}
    >
      <ul className={classes.refused}>
        {refused.slice(0, shown).map(({ case_id, invoice_number, code, detail }) => (
          <li key={case_id}>
            <strong className="tabular">{invoice_number}</strong> {told(code, detail)}
          </li>
        ))}
        {rest > 0 && <li>{t('refused.more', { count: rest })}</li>}
      </ul>
    </Alert>
  );
};
