import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { Day, Instant } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import classes from './case.module.css';
import { type CaseLetter, LetterFigures } from './case-steps';
import { LetterStatus } from './letter-status';

type Props = { letter: CaseLetter; onShow: (dispatchId: string) => void; onClose: () => void };

/** A step that was done: what was open then, what it cost, and the letter itself (R307, R308). */
export const LetterDetails = ({ letter, onShow, onClose }: Props) => {
  const { t } = useTranslation('collection');
  const common = useTranslation().t;
  const { step } = useCodes();
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${letter.step_number}. ${step(letter.step)}`}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <LetterFacts letter={letter} />
        <LetterFigures letter={letter} currency={letter.currency} />
        <OpenItems letter={letter} />
        <Group justify="flex-end">
          <Button onClick={() => onShow(letter.dispatch_id)}>{t('steps.letter')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
};

const LetterFacts = ({ letter }: { letter: CaseLetter }) => {
  const { t } = useTranslation('collection');
  const { channel, word } = useCodes();
  const { recipient, failure_code } = letter;
  const by = channel(letter.channel);
  const when = letter.sent_at
    ? { term: t('steps.sent'), value: <Instant at={letter.sent_at} /> }
    : { term: t('steps.leaves'), value: <Instant at={letter.send_after} /> };
  const facts: (Fact | undefined)[] = [
    { term: t('cases.state'), value: <LetterStatus state={letter.state} /> },
    when,
    {
      term: t('send.by'),
      value: recipient ? t('steps.to', { channel: by, recipient }) : by,
    },
    { term: t('send.payBy'), value: <Day on={letter.pay_by_on} /> },
    letter.interest_on
      ? { term: t('steps.interestOn'), value: <Day on={letter.interest_on} /> }
      : undefined,
    letter.recognises_income
      ? { term: t('steps.income'), value: t(`send.incomes.${letter.recognises_income}`) }
      : undefined,
    failure_code
      ? { term: word('dispatchState', 'failed'), value: word('failure', failure_code) }
      : undefined,
  ];
  return <Facts facts={facts.filter((fact) => fact !== undefined)} />;
};

const OpenItems = ({ letter }: { letter: CaseLetter }) => {
  const { t } = useTranslation('collection');
  const { currency, open_items } = letter;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by key */}
      <section className={classes.scroller} tabIndex={0} aria-label={t('steps.openItems')}>
        <table className={classes.ledger}>
          <caption className={classes.caption}>{t('steps.openItems')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('debts.invoice')}</th>
              <th scope="col">{t('overdue.due')}</th>
              <th scope="col">{t('debts.principal')}</th>
              <th scope="col">{t('debts.fee')}</th>
              <th scope="col">{t('debts.interest')}</th>
            </tr>
          </thead>
          <tbody>
            {open_items.map((item) => (
              <tr key={item.invoice_number}>
                <th scope="row" className="tabular">
                  {item.invoice_number}
                </th>
                <td data-label={t('overdue.due')}>
                  <Day on={item.due_on} />
                </td>
                <td data-label={t('debts.principal')}>
                  <Money amount={item.principal} currency={currency} quietZero />
                </td>
                <td data-label={t('debts.fee')}>
                  <Money amount={item.fee} currency={currency} quietZero />
                </td>
                <td data-label={t('debts.interest')}>
                  <Money amount={item.interest} currency={currency} quietZero />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
};
