import { languages } from '@/lib/i18n';
import { oneOf, type RawSearch, sparse } from '@/lib/search';
import { kinds } from './template-values';

export const parseLetterSearch = (raw: RawSearch) =>
  sparse({ language: oneOf(raw.language, languages) });

export const parseNewLetterSearch = (raw: RawSearch) =>
  sparse({ kind: oneOf(raw.kind, kinds), language: oneOf(raw.language, languages) });
