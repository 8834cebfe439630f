import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from './zone';

const locales: Record<string, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

export const localeOf = (language: string) => locales[language] ?? 'en-GB';

/* A date has no zone: noon UTC is the same day everywhere the formatter looks, as it looks in UTC. */
const noon = (on: string) => new Date(`${on}T12:00:00Z`);

const dayOptions = (language: string): Intl.DateTimeFormatOptions =>
  language === 'en'
    ? { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }
    : { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' };

const moneyOptions = (currency: string): Intl.NumberFormatOptions => ({
  style: 'currency',
  currency,
  currencyDisplay: currency === 'EUR' ? 'symbol' : 'code',
});

export const formatMoney = (language: string, amount: string, currency: string) =>
  new Intl.NumberFormat(localeOf(language), moneyOptions(currency)).format(
    amount as Intl.StringNumericLiteral,
  );

/** How a language writes things; instants are shown on the clock of `timeZone`. */
export const formatters = (language: string, timeZone?: string) => {
  const locale = localeOf(language);
  const day = new Intl.DateTimeFormat(locale, dayOptions(language));
  const shortDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: language === 'en' ? 'short' : 'numeric',
    timeZone: 'UTC',
  });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const local = new Intl.DateTimeFormat(locale, { ...dayOptions(language), timeZone });
  const number = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
  const exact = new Intl.NumberFormat(locale, { minimumFractionDigits: 4 });
  const price = (currency: string) =>
    new Intl.NumberFormat(locale, { ...moneyOptions(currency), maximumFractionDigits: 4 });
  const month = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const headed = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  const percent = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'percent',
    maximumFractionDigits: 2,
  });
  const region = new Intl.DisplayNames(locale, { type: 'region' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    money: (amount: string, currency: string) => formatMoney(language, amount, currency),
    /** A price or an exact cost: two places, or as many as it has. */
    price: (amount: string, currency: string) =>
      price(currency).format(amount as Intl.StringNumericLiteral),
    amount: (value: string) => decimal.format(value as Intl.StringNumericLiteral),
    number: (value: number) => number.format(value),
    /** An amount before it is rounded, four places. */
    exact: (value: string) => exact.format(value as Intl.StringNumericLiteral),
    percent: (value: string) => percent.format(value as Intl.StringNumericLiteral),
    points: (value: string) => number.format(value as Intl.StringNumericLiteral),
    country: (code: string) => region.of(code) ?? code,
    day: (on: string) => day.format(noon(on)),
    shortDay: (on: string) => shortDay.format(noon(on)),
    /** A month such as `2026-11`, as a heading. */
    month: (name: string) => headed(month.format(noon(`${name}-01`))),
    monthName: (name: string) => headed(monthName.format(noon(`${name}-01`))),
    weekday: (on: string) => weekday.format(noon(on)),
    clock: (at: string) => clock.format(new Date(at)),
    instant: (at: string) => `${local.format(new Date(at))} ${clock.format(new Date(at))}`,
    daysFromNow: (days: number) => relative.format(days, 'day'),
  };
};

export type Format = ReturnType<typeof formatters>;

export const useFormat = (): Format => {
  const { i18n } = useTranslation();
  const zone = useZone();
  return useMemo(() => formatters(i18n.language, zone), [i18n.language, zone]);
};

export const daysBetween = (from: string, to: string) =>
  Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);

export const isZero = (amount: string | undefined) => !amount || /^-?0*(\.0*)?$/.test(amount);

/** Today on this machine; a company's own day comes from the API. */
export const localToday = () => {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}`;
};

/** `12,5` and `1 200` typed by a person become the contract's `12.5` and `1200`. */
export const typedAmount = (typed: string) =>
  typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');

/** Adds decimal strings exactly. */
export const addAmounts = (...amounts: string[]) => {
  const cents = amounts.reduce((sum, amount) => {
    const [whole = '0', part = ''] = amount.replace('-', '').split('.');
    const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2));
    return amount.startsWith('-') ? sum - value : sum + value;
  }, 0n);
  const size = cents < 0n ? -cents : cents;
  const text = `${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
  return cents < 0n ? `-${text}` : text;
};
