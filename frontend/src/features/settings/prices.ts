import { typedAmount } from '@/lib/format';

/** The channels that have a price of their own. */
export const priced = ['email', 'einvoice', 'print'] as const;
export type Priced = (typeof priced)[number];

/** Whether the contract takes what a person typed as a price: four places at most. */
export const isPrice = (typed: string) => /^\d{1,6}(\.\d{1,4})?$/.test(typedAmount(typed));
