import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';

/** What a tab or a target is called: a step's kind, with its number where the rule has several. */
export const useTabName = (list?: Schemas['Worklist']) => {
  const { t } = useTranslation('worklist');
  const { step } = useCodes();
  const repeated = new Set(list?.tabs.filter((tab) => tab.is_repeated).map(({ key }) => key));
  return (key: string) => {
    if (key === 'list' || key === 'handover') return t(`tabs.${key}`);
    const at = key.lastIndexOf('-');
    const name = step(key.slice(0, at));
    return repeated.has(key) || !key.endsWith('-1') ? `${name} ${key.slice(at + 1)}` : name;
  };
};
