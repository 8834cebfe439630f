import { expect, test } from 'vitest';
import { statuteText } from './statute';

const shown = (cited: string) => statuteText(cited).replaceAll('\u00a0', '_');

test('a citation breaks between its parts, never inside one', () => {
  expect(shown('Perintälaki 513/1999 10 a § 1 mom. 1 k.')).toBe(
    'Perintälaki 513/1999 10_a_§ 1_mom. 1_k.',
  );
  expect(shown('Laki velan vanhentumisesta 728/2003 4, 10 §')).toBe(
    'Laki velan vanhentumisesta 728/2003 4,_10_§',
  );
  expect(shown('Renteloven §§ 3, 5')).toBe('Renteloven_§§ 3, 5');
});
