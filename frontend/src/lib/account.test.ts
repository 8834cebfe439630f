import { expect, test } from 'vitest';
import { writtenAccount } from './account';

test('accounts are written as people write them', () => {
  expect(writtenAccount('FI2112345600000785')).toBe('FI21 1234 5600 0007 85');
  expect(writtenAccount('9912346')).toBe('991-2346');
  expect(writtenAccount('58056201')).toBe('5805-6201');
});
