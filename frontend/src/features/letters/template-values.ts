import type { Schemas } from '@/api/client';
import type { Problem } from '@/api/problem';
import { type Language, languages } from '@/lib/i18n';

export type Kind = Schemas['LetterKind'];
export type Texts = Schemas['Texts'];
export type Template = Schemas['Template'];
export type Part = 'title' | 'text';

export const kinds: Kind[] = [
  'reminder',
  'notice',
  'collection_letter',
  'possession_warning',
  'interest_invoice',
  'account_statement',
  'invoice',
  'credit_note',
];

export type TemplateValues = { name: string; is_default: boolean; texts: Texts };

export const noTexts: Texts = {
  fi: { title: '', text: '' },
  sv: { title: '', text: '' },
  en: { title: '', text: '' },
};

export type Flaw = {
  language: Language;
  part: Part;
  code: string;
  detail: string;
  line?: number;
  column?: number;
};

/** The faults of a refusal that stand in a title or a text. */
export const flawsIn = (problem: Problem | undefined): Flaw[] =>
  (problem?.errors ?? []).flatMap(({ pointer, ...fault }) => {
    const [root, language, part] = pointer.replace(/^#?\//, '').split('/');
    const isText = root === 'texts' && languages.some((one) => one === language);
    if (!isText || (part !== 'title' && part !== 'text')) return [];
    return [{ ...fault, language: language as Language, part }];
  });

/** Where a line and column (both from 1) stand in a text. */
export const offsetOf = (text: string, line: number, column: number) => {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(start + column - 1, text.length);
};

/** A text with something put in place of what is selected. */
export const inserted = (text: string, piece: string, from: number, to: number) =>
  text.slice(0, from) + piece + text.slice(to);
