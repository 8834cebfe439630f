import {
  type Icon,
  IconBuildingBank,
  IconCalendarDollar,
  IconEyeSearch,
  IconHandStop,
  IconHeartHandshake,
  IconRibbonHealth,
} from '@tabler/icons-react';
import type { Schemas } from '@/api/client';

export type Hold = Schemas['Hold'];
export type HoldKind = Schemas['HoldKind'];

export const holdKinds = [
  'promise_to_pay',
  'payment_plan',
  'dispute',
  'bankruptcy',
  'deceased',
  'manual_review',
] as const satisfies HoldKind[];

export const kindIcons: Record<HoldKind, Icon> = {
  promise_to_pay: IconHeartHandshake,
  payment_plan: IconCalendarDollar,
  dispute: IconHandStop,
  bankruptcy: IconBuildingBank,
  deceased: IconRibbonHealth,
  manual_review: IconEyeSearch,
};

/** Bankruptcy and death are of the debtor, not of one invoice. */
export const isOfCustomer = (kind: HoldKind) => kind === 'bankruptcy' || kind === 'deceased';
