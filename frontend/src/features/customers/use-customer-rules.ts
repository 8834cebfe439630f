import { useTranslation } from 'react-i18next';
import { typedAmount } from '@/lib/format';
import type { CustomerValues } from './customer-values';

/** What a customer's form checks before it is sent. */
export const useCustomerRules = () => {
  const { t } = useTranslation('customers');
  return {
    name: (name: string) => (name.trim() ? null : t('required')),
    interest_percent: (typed: string, { interest_basis }: CustomerValues) => {
      if (interest_basis !== 'agreed') return null;
      if (!typed.trim()) return t('percentNeeded');
      return /^\d{1,2}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('percentWrong');
    },
  };
};
