import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { isZero, useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { DayField } from '@/ui/day-field';
import { Panel } from '@/ui/panel';
import classes from './letter.module.css';
import { isAmount, type LetterInMaking, type Proposal } from './use-letter';

type Props = {
  letter: LetterInMaking;
  proposal: Proposal;
  steps: Schemas['StepToCome'][];
  today: string | undefined;
};

/** Which step, up to which day, by when, and what it costs. */
export const LetterTerms = ({ letter, proposal, steps, today }: Props) => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  const { draft, change } = letter;
  const errors = useFieldErrors()(letter.proposal.error);
  const choices = steps.map(({ step_number: number, step: kind }, index) => ({
    value: String(number),
    label: t(index === 0 ? 'send.stepNext' : 'send.stepLater', { number, step: step(kind) }),
  }));
  /* Another step has its own fee, its own days and its own interest. */
  const choose = (number: number) => change({ step: number, fee: undefined, payByOn: undefined });
  return (
    <Panel>
      <div className={classes.fields}>
        <Select
          className={classes.wide}
          label={t('send.step')}
          allowDeselect={false}
          data={choices}
          value={String(draft.step ?? proposal.step_number)}
          error={errors.step_number}
          onChange={(next) => choose(Number(next))}
        />
        <DayField
          label={t('send.interestOn')}
          value={draft.interestOn ?? proposal.interest_on}
          maxDate={today}
          error={errors.interest_on}
          onChange={(next) => change({ interestOn: next })}
        />
        <DayField
          label={t('send.payBy')}
          value={draft.payByOn ?? proposal.pay_by_on}
          minDate={today}
          error={errors.pay_by_on}
          onChange={(next) => change({ payByOn: next })}
        />
        <FeeField letter={letter} proposal={proposal} />
      </div>
    </Panel>
  );
};

const FeeField = ({ letter, proposal }: { letter: LetterInMaking; proposal: Proposal }) => {
  const { t } = useTranslation('collection');
  const { money, amount } = useFormat();
  const { draft, change } = letter;
  const { currency, fee, fee_basis, step_fee } = proposal;
  const byRule = step_fee
    ? t('send.feeByRule', { amount: money(step_fee, currency) })
    : t('send.feeNone');
  const clamped =
    fee_basis &&
    t(isZero(fee) ? 'send.feeBarred' : 'send.feeClamped', {
      amount: money(fee ?? '0', currency),
      basis: statuteText(fee_basis),
    });
  const isWrong = draft.fee !== undefined && draft.fee !== '' && !isAmount(draft.fee);
  return (
    <TextInput
      label={t('send.fee', { currency })}
      inputMode="decimal"
      value={draft.fee ?? amount(step_fee ?? '0')}
      error={isWrong && t('send.feeWrong')}
      description={
        <span aria-live="polite">
          {byRule}
          {clamped && (
            <>
              <br />
              <strong>{clamped}</strong>
            </>
          )}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => change({ fee: event.currentTarget.value })}
    />
  );
};
