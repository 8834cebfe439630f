import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { ReasonList } from './reason-list';
import type { Proposal } from './use-letter';

/** What keeps the letter from going, what is passed over, and what the rule itself would say. */
export const LetterWarnings = ({ proposal }: { proposal: Proposal }) => {
  const { t } = useTranslation('collection');
  const { step, reason } = useCodes();
  const { outcome, reasons, passed_over, overridden } = proposal;
  return (
    <>
      {outcome !== 'act' && (
        <Alert
          color="lingon"
          icon={<IconHandStop aria-hidden />}
          title={t('send.held', { count: reasons.length })}
          role="alert"
        >
          <ReasonList reasons={reasons} />
        </Alert>
      )}
      {passed_over.length > 0 && (
        <Alert color="cloudberry" icon={<IconAlertTriangle aria-hidden />} role="alert">
          {t('send.passes', { steps: passed_over.map((one) => step(one.step)).join(', ') })}
        </Alert>
      )}
      {overridden.length > 0 && (
        <Alert color="fjord" icon={<IconInfoCircle aria-hidden />}>
          {t('send.overridden', {
            reasons: overridden.map((code) => reason(code).toLocaleLowerCase()).join(', '),
          })}
        </Alert>
      )}
    </>
  );
};
