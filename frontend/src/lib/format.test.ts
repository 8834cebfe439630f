import { expect, test } from 'vitest';
import { addAmounts, daysBetween, formatMoney, formatters, isZero, typedAmount } from './format';

const space = '\u00a0';

test('amounts are written as each language writes them, to the last cent', () => {
  expect(formatMoney('fi', '12345678901.20', 'EUR')).toBe(
    `12${space}345${space}678${space}901,20${space}€`,
  );
  expect(formatMoney('sv', '-5', 'EUR')).toBe(`−5,00${space}€`);
  expect(formatMoney('en', '1234.2', 'EUR')).toBe('€1,234.20');
});

test('a currency other than the euro is named by its code, for crowns are many', () => {
  expect(formatMoney('sv', '10.00', 'SEK')).toBe(`10,00${space}SEK`);
});

test('a rate has its sign as the language writes it, and as many places as it needs', () => {
  expect(formatters('fi').percent('9.5')).toBe(`9,5${space}%`);
  expect(formatters('en').percent('12.25')).toBe('12.25%');
});

test('interest before rounding keeps four places', () => {
  expect(formatters('sv').exact('12.3')).toBe('12,3000');
});

test('an instant is told on the clock of the company', () => {
  const midnight = '2026-11-22T22:00:00Z';
  expect(formatters('fi', 'Europe/Helsinki').instant(midnight)).toBe('23.11.2026 00.00');
  expect(formatters('sv', 'Europe/Stockholm').clock(midnight)).toBe('23.00');
});

test('sums are exact where floating point would not be', () => {
  expect(addAmounts('0.1', '0.2')).toBe('0.30');
  expect(addAmounts('9007199254740993.00', '0.01')).toBe('9007199254740993.01');
  expect(addAmounts('5', '-7.50')).toBe('-2.50');
});

test('what a person types becomes what the contract takes', () => {
  expect(typedAmount(`1${space}200,50`)).toBe('1200.50');
  expect(typedAmount('−3')).toBe('-3');
});

test('nothing is nothing however it is written', () => {
  expect(['0', '0.00', '-0.0', '', undefined].every(isZero)).toBe(true);
  expect(isZero('0.01')).toBe(false);
});

test('days are counted across the change to winter time', () => {
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
});

test('a price has two places, or as many as it needs', () => {
  expect(formatters('fi').price('0.25', 'EUR')).toBe(`0,25${space}€`);
  expect(formatters('en').price('0.0851', 'EUR')).toBe('€0.0851');
});

test('a month stands as a heading', () => {
  expect(formatters('fi').month('2026-11')).toBe('Marraskuu 2026');
  expect(formatters('sv').month('2026-01')).toBe('Januari 2026');
});
