import { IconFileImport } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import { Actor } from '@/ui/actor';
import type { Column } from '@/ui/data-table';
import { Instant } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { Accounts, DaysCovered } from './bank-file-cells';
import classes from './bank-files.module.css';

type BankFile = Schemas['BankFile'];
type Props = { paging: Paging; onPage: (paging: Paging) => void };

const limit = 50;

/** The files from the bank, newest first, with what was in each when it was taken in. */
export const BankFilesTable = ({ paging, onPage }: Props) => {
  const { t } = useTranslation('payments');
  const company_id = useCompanyId();
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/bank-files',
    {
      params: {
        path: { company_id },
        query: { limit, cursor: paging.cursor, with_count: true },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('tabs.files')}
      query={query}
      columns={useFileColumns()}
      rowKey={({ id }) => id}
      limit={limit}
      paging={paging}
      onPage={onPage}
      empty={
        <EmptyState icon={IconFileImport} title={t('files.none')}>
          {t('files.noneText')}
        </EmptyState>
      }
    />
  );
};

const useFileColumns = (): Column<BankFile>[] => {
  const { t } = useTranslation('payments');
  const { number } = useFormat();
  const count = (value: number) => (
    <span className={value ? 'tabular' : `tabular ${classes.soft}`}>{number(value)}</span>
  );
  return [
    {
      key: 'file',
      header: t('files.file'),
      card: 'title',
      width: '15rem',
      render: (row) => <File row={row} />,
    },
    {
      key: 'account',
      header: t('files.account'),
      render: ({ accounts }) => <Accounts accounts={accounts} />,
    },
    { key: 'days', header: t('files.days'), render: (row) => <DaysCovered row={row} /> },
    {
      key: 'entries',
      header: t('files.entries'),
      align: 'right',
      render: ({ entry_count, new_count, duplicate_count }) => (
        <div className={classes.lines}>
          <span className="tabular">{number(entry_count)}</span>
          {duplicate_count > 0 && (
            <span className={`${classes.soft} ${classes.nowrap}`}>
              {t('files.newAndKnown', { new: number(new_count), known: number(duplicate_count) })}
            </span>
          )}
        </div>
      ),
    },
    ...(['matched', 'unallocated', 'pending'] as const).map(
      (name): Column<BankFile> => ({
        key: name,
        header: t(`files.${name}`),
        align: 'right',
        render: (row) => count(row[`${name}_count`]),
      }),
    ),
    {
      key: 'sums',
      header: t('files.sums'),
      align: 'right',
      card: 'aside',
      render: ({ sums }) => (
        <div className={classes.lines}>
          {sums.length === 0 && '–'}
          {sums.map(({ currency, amount }) => (
            <Money key={currency} amount={amount} currency={currency} />
          ))}
        </div>
      ),
    },
    {
      key: 'at',
      header: t('files.taken'),
      render: ({ created_at, actor }) => (
        <div className={classes.lines}>
          <Instant at={created_at} />
          <span className={classes.soft}>
            <Actor actor={actor} />
          </span>
        </div>
      ),
    },
  ];
};

const File = ({ row }: { row: BankFile }) => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  return (
    <div className={classes.lines}>
      <TextLink
        to="/c/$companyId/payments/files/$bankFileId"
        params={{ companyId, bankFileId: row.id }}
      >
        {row.file_name ?? t('files.unnamed')}
      </TextLink>
      <span className={classes.soft}>{t(`files.formats.${row.format.replace('.', '')}`)}</span>
    </div>
  );
};
