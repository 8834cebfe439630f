import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';

/** What a tab or a target is called: a step's kind, with its number where the rule has several. */
export const useTabName = () => {
  const { t } = useTranslation('worklist');
  const { step } = useCodes();
  return (key: string, isRepeated = !key.endsWith('-1')) => {
    if (key === 'list' || key === 'handover') return t(`tabs.${key}`);
    const at = key.lastIndexOf('-');
    const name = step(key.slice(0, at));
    return isRepeated ? `${name} ${key.slice(at + 1)}` : name;
  };
};
