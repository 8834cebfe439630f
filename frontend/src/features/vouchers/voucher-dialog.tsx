import { Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { mergePatch } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import { Actor } from '@/ui/actor';
import { Day, Instant } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { ProblemAlert } from '@/ui/problem-alert';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './vouchers.module.css';

type Voucher = Schemas['Voucher'];
type Line = Schemas['VoucherLine'];
type Props = { voucherId: string; onClose: () => void };

/** A voucher as it stands in the books: its lines in debit and credit. */
export const VoucherDialog = ({ voucherId, onClose }: Props) => {
  const { t } = useTranslation('vouchers');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const path = { company_id, voucher_id: voucherId };
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/vouchers/{voucher_id}',
    { params: { path } },
  );
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={data ? `${t('numbered', { number: data.key })} · ${t(`kinds.${data.kind}`)}` : ''}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : data ? (
        <VoucherShown voucher={data} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Modal>
  );
};

const VoucherShown = ({ voucher }: { voucher: Voucher }) => {
  const { t } = useTranslation('vouchers');
  const { currency, lines, total } = voucher;
  const facts = [
    { term: t('bookedOn'), value: <Day on={voucher.booked_on} /> },
    { term: t('who'), value: <Actor actor={voucher.actor} /> },
    { term: t('at'), value: <Instant at={voucher.created_at} /> },
  ];
  return (
    <>
      <div className={classes.facts}>
        <Facts facts={facts} />
      </div>
      <div className={classes.scroller}>
        <table className={classes.ledger}>
          <thead>
            <tr>
              <th scope="col">{t('account')}</th>
              <th scope="col" className={classes.number}>
                {t('debit')}
              </th>
              <th scope="col" className={classes.number}>
                {t('credit')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={line.ordinal} line={line} voucher={voucher} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <td className={classes.number}>
                <Money amount={total} currency={currency} />
              </td>
              <td className={classes.number}>
                <Money amount={total} currency={currency} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
};

const LineRow = ({ line, voucher }: { line: Line; voucher: Voucher }) => {
  const { t } = useTranslation('vouchers');
  const { word } = useCodes();
  const companyId = useCompanyId();
  const { account, amount, customer_name, invoice_id, invoice_number, role, vat_code } = line;
  const isDebit = !amount.startsWith('-');
  const shown = isZero(amount) ? null : (
    <Money amount={amount.replace('-', '')} currency={voucher.currency} />
  );
  return (
    <tr>
      <td>
        <div className={classes.lines}>
          {account ? <span className={classes.account}>{account}</span> : null}
          <span className={account ? classes.soft : undefined}>{word('accountRole', role)}</span>
          {!account && <span className={classes.soft}>{t('noNumber')}</span>}
          {vat_code && <span className={classes.soft}>{t('vatCode', { code: vat_code })}</span>}
          {invoice_id && (
            <span>
              <TextLink
                className="tabular"
                to="/c/$companyId/invoices/$invoiceId"
                params={{ companyId, invoiceId: invoice_id }}
              >
                {invoice_number}
              </TextLink>{' '}
              <span className={classes.soft}>{customer_name}</span>
            </span>
          )}
          {voucher.kind === 'write_off' && <ToAgency line={line} voucher={voucher} />}
        </div>
      </td>
      <td className={classes.number}>{isDebit && shown}</td>
      <td className={classes.number}>{!isDebit && shown}</td>
    </tr>
  );
};

const ToAgency = ({ line, voucher }: { line: Line; voucher: Voucher }) => {
  const { t } = useTranslation('vouchers');
  const company_id = useCompanyId();
  const may = useMay('payments.edit');
  const change = $api.useMutation(
    'patch',
    '/v1/companies/{company_id}/vouchers/{voucher_id}/lines/{ordinal}',
  );
  const path = { company_id, voucher_id: voucher.id, ordinal: line.ordinal };
  return (
    <>
      <Switch
        mt={6}
        size="sm"
        label={t('toAgency')}
        aria-label={t('toAgencyOf', { line: line.ordinal })}
        description={t('toAgencyText')}
        disabled={!may || change.isPending}
        checked={line.reports_to_agency}
        onChange={({ currentTarget: { checked } }) =>
          change.mutate({
            params: { path },
            body: { reports_to_agency: checked },
            headers: mergePatch,
          })
        }
      />
      <ProblemAlert error={change.error} />
    </>
  );
};
