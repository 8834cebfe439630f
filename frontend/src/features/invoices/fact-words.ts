import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';

/** The facts of a decision in the reader's language; what has no words yet is shown as it is. */
export const useFactWords = () => {
  const { t, i18n } = useTranslation('invoices');
  const common = useTranslation().t;
  const { day, amount } = useFormat();
  const word = (key: string, otherwise: string) =>
    i18n.exists(`invoices:${key}`) ? t(key) : otherwise;
  const nameOf = (name: string) => word(`facts.${name}`, name.replaceAll('_', ' '));
  const wordsOf = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '–';
    if (Array.isArray(value)) return value.length ? value.map(wordsOf).join(', ') : '–';
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
    if (typeof value === 'object') return JSON.stringify(value);
    const text = String(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
    if (/^-?\d+\.\d{2}$/.test(text)) return amount(text);
    if (text === 'business' || text === 'consumer') return common(`customerKind.${text}`);
    return word(`flagNames.${text}`, text);
  };
  return { nameOf, wordsOf };
};
