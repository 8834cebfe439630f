import { month, oneOf, paging, type RawSearch, sparse } from '@/lib/search';

export const settingsTabs = [
  'company',
  'interest',
  'collection',
  'sending',
  'dispatch',
  'letters',
  'banks',
  'accounts',
  'usage',
  'users',
  'keys',
] as const;
export type SettingsTab = (typeof settingsTabs)[number];

export const parseSettingsSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    tab: oneOf(raw.tab, settingsTabs),
    month: month(raw.month),
  });
