import { expect, test } from 'vitest';

type Words = { [key: string]: string | Words };

const files = import.meta.glob<Words>('../locales/*/*.json', { import: 'default', eager: true });
const sources = import.meta.glob<string>(['../**/*.tsx', '../**/*.ts', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const flat = (words: Words, before = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : flat(value, `${before}${key}.`),
  );

const keysOf = (language: string) =>
  Object.entries(files)
    .filter(([path]) => path.includes(`/${language}/`))
    .flatMap(([path, words]) => {
      const namespace = path.split('/').at(-1)?.replace('.json', '');
      return flat(words).map((key) => `${namespace}:${key}`);
    })
    .sort();

const codes = [
  'collection_ban payment_plan customer_blocked invoice_opted_out outside_automation',
  'already_reminded already_noticed already_collected channel_not_allowed factoring credit_note interest_invoice at_agency',
  'consumer_einvoice_agreement direct_debit other_trade_name in_sending below_minimum_open',
  'below_agency_minimum below_minimum_count missing_contact_data missing_billing_address',
  'channel_deactivated stale_bank_data disputed promise_to_pay contact_cap quiet_day law_wait',
  'unsent_invoice no_bank_account_for_currency previous_step_missing manual_review settled',
  'principal_paid_costs_open negative_balance zero_balance rule_finished automation_off',
  'not_reached not_due step_reached case_closed',
].flatMap((line) => line.split(' '));

test('the three languages have the same words', () => {
  expect(keysOf('fi').length).toBeGreaterThan(500);
  expect(keysOf('sv')).toEqual(keysOf('fi'));
  expect(keysOf('en')).toEqual(keysOf('fi'));
});

test('no word is empty in any language', () => {
  const empty = Object.entries(files).filter(([, words]) => /: ?""/.test(JSON.stringify(words)));
  expect(empty).toEqual([]);
});

test('every reason has a name and a sentence', () => {
  const known = new Set(keysOf('en'));
  const missing = codes.filter(
    (code) => !known.has(`codes:reason.${code}`) || !known.has(`codes:reasonText.${code}`),
  );
  expect(missing).toEqual([]);
});

test('every word that a screen asks for exists', () => {
  const known = new Set(keysOf('en').map((key) => key.replace(/_(one|other)$/, '')));
  const unknown = Object.entries(sources).flatMap(([path, source]) => {
    const namespace = /useTranslation\('([\w-]+)'\)/.exec(source)?.[1] ?? 'common';
    const local = [...source.matchAll(/(?<![\w.])t\('([\w.]+)'/g)].map(
      (m) => `${namespace}:${m[1]}`,
    );
    const common = [...source.matchAll(/(?<![\w.])common\('([\w.]+)'/g)].map(
      (m) => `common:${m[1]}`,
    );
    return [...local, ...common].filter((key) => !known.has(key)).map((key) => `${path} ${key}`);
  });
  expect(unknown).toEqual([]);
});
