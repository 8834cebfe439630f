import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { type CustomerValues, interestBases } from './customer-values';

/** Whose terms of late interest count, and the rate where they are the customer's own. */
export const InterestFields = ({ form }: { form: UseFormReturnType<CustomerValues> }) => {
  const { t } = useTranslation('customers');
  const { word } = useCodes();
  const own = interestBases.map((value) => ({ value, label: word('interestBasis', value) }));
  return (
    <>
      <Select
        label={t('fields.interest_basis')}
        allowDeselect={false}
        data={[{ value: 'company', label: t('companyInterest') }, ...own]}
        {...form.getInputProps('interest_basis')}
      />
      {form.values.interest_basis === 'agreed' && (
        <TextInput
          required
          inputMode="decimal"
          maxLength={6}
          label={t('fields.interest_percent')}
          {...form.getInputProps('interest_percent')}
        />
      )}
    </>
  );
};
