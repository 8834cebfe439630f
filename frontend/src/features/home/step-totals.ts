import type { Schemas } from '@/api/client';
import { addAmounts } from '@/lib/format';
import type { StepKind } from '@/lib/step-kinds';

type Day = Schemas['ForecastDay'];
type Count = Schemas['StepCount'];

/** The letters that each cost the price of a letter. */
export const priced: StepKind[] = ['reminder', 'notice', 'collection_letter'];

/** Whether a step is told even where none goes out; the graver ones only where they do. */
export const isUsual = (step: StepKind) => step === 'reminder' || step === 'notice';

const ofStep = (days: Day[], step: StepKind): Count[] =>
  days.flatMap(({ counts }) => counts.filter((count) => count.step === step));

/** How many of a step go out over the days, and for how much in each currency. */
export const stepTotal = (days: Day[], step: StepKind) => {
  const found = ofStep(days, step);
  const amounts = new Map<string, string>();
  for (const { currency, amount } of found.flatMap((count) => count.amounts))
    amounts.set(currency, addAmounts(amounts.get(currency) ?? '0', amount));
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    amounts: [...amounts].map(([currency, amount]) => ({ currency, amount })),
  };
};

/** What so many letters cost at the price of one (four places at most), rounded once, half up. */
export const lettersPrice = (count: number, price: string) => {
  const [whole = '0', places = ''] = price.split('.');
  const exact = BigInt(whole + places.padEnd(4, '0')) * BigInt(count);
  const cents = (exact + 50n) / 100n;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
};
