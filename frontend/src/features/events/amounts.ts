import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { isZero, useFormat } from '@/lib/format';

type Event = Schemas['Event'];

const parts = ['fee', 'interest', 'compensation'] as const;
const isAmount = (value: unknown): value is string =>
  typeof value === 'string' && /^-?\d+\.\d{2}$/.test(value) && !isZero(value);

/** The money that an event is about: what a letter claimed, what was paid of which part. */
export const useAmounts = () => {
  const { word } = useCodes();
  const { amount, money } = useFormat();
  return ({ detail = {} }: Event): string[] => {
    const { currency, part, amount: moved } = detail;
    const shown = (value: string) =>
      typeof currency === 'string' ? money(value, currency) : amount(value);
    const claimed = parts.flatMap((name) => {
      const value = detail[name];
      return isAmount(value) ? [`${word('claimPart', name)} ${shown(value)}`] : [];
    });
    if (!isAmount(moved)) return claimed;
    const what = typeof part === 'string' ? `${word('claimPart', part)} ` : '';
    return [...claimed, `${what}${shown(moved)}`];
  };
};
