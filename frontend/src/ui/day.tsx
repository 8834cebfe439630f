import { useFormat } from '@/lib/format';
import { Figures } from './figures';

type DayProps = { on: string | undefined; withWeekday?: boolean };

/** A date in the reader's language; a dash when there is none. */
export const Day = ({ on, withWeekday }: DayProps) => {
  const { day, weekday } = useFormat();
  if (!on) return <span style={{ color: 'var(--k-ink-soft)' }}>–</span>;
  return (
    <time dateTime={on} style={{ whiteSpace: 'nowrap' }}>
      <Figures text={withWeekday ? `${weekday(on)} ${day(on)}` : day(on)} />
    </time>
  );
};

/** Days from one to another, both included; a single day is said once. */
export const DaySpan = ({ from, to }: { from: string; to: string }) => (
  <span>
    <Day on={from} />
    {from !== to && (
      <>
        {' – '}
        <Day on={to} />
      </>
    )}
  </span>
);

/** An instant on the company's clock. */
export const Instant = ({ at }: { at: string | undefined }) => {
  const { instant } = useFormat();
  if (!at) return <span style={{ color: 'var(--k-ink-soft)' }}>–</span>;
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      <Figures text={instant(at)} />
    </time>
  );
};
