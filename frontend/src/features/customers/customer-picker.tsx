import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import { SearchField } from '@/ui/search-field';
import type { CustomerSearch } from './customer-search';
import { CustomersTable } from './customers-table';

type Props = { kind: CustomerSearch['kind']; selection: Selection };

/** Finds customers of a kind by any part of the name, and lets one choose them. */
export const CustomerPicker = ({ kind, selection }: Props) => {
  const { t } = useTranslation('customers');
  const [sought, setSought] = useState<string>();
  const [paging, setPaging] = useState<Paging>({});
  const find = (next: string | undefined) => {
    setSought(next);
    setPaging({});
  };
  return (
    <>
      <div style={{ maxWidth: '24rem', padding: '0 1.25rem 1rem' }}>
        <SearchField
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={sought}
          onChange={find}
        />
      </div>
      <CustomersTable
        search={{ ...paging, search: sought, kind }}
        onPage={setPaging}
        selection={selection}
      />
    </>
  );
};
