import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Actor } from '@/ui/actor';
import { Confirm } from '@/ui/confirm';
import { Day, Instant } from '@/ui/day';
import { toast } from '@/ui/toast';
import classes from './possession.module.css';

type Possession = Schemas['Possession'];
type PossessionRecord = Schemas['PossessionRecord'];

/** All that was recorded, by whom; what was wrong is withdrawn and stays in sight. */
export const PossessionHistory = ({ possession }: { possession: Possession }) => {
  const { t } = useTranslation('possession');
  const { records } = possession;
  if (records.length === 0) return null;
  return (
    <details className={classes.history}>
      <summary>{t('history', { count: records.length })}</summary>
      <ul>
        {records.map((one) => (
          <RecordRow key={one.id} record={one} possession={possession} />
        ))}
      </ul>
    </details>
  );
};

const RecordRow = ({
  record,
  possession,
}: {
  record: PossessionRecord;
  possession: Possession;
}) => {
  const { t } = useTranslation('possession');
  const name = useRecordName()(record);
  const about = [record.reference, record.tenant_name, record.note].filter(Boolean).join(', ');
  return (
    <li data-withdrawn={record.is_withdrawn || undefined}>
      <div>
        <div className={classes.line}>
          <strong>{name}</strong>
          <Day on={record.happened_on} />
        </div>
        {about && <p>{about}</p>}
        <p>
          <Actor actor={record.recorded_by} /> <Instant at={record.recorded_at} />
        </p>
        {record.is_withdrawn && record.withdrawn_by && (
          <p>
            {t('withdrawnBy')} <Actor actor={record.withdrawn_by} />{' '}
            <Instant at={record.withdrawn_at} />
          </p>
        )}
      </div>
      {!record.is_withdrawn && record.round === possession.round && (
        <Withdraw record={record} caseId={possession.case_id} name={name} />
      )}
    </li>
  );
};

const useRecordName = () => {
  const { word } = useCodes();
  return ({ kind, subject, addressee }: PossessionRecord) => {
    if (kind !== 'service') return word('possessionRecord', kind);
    const what = word('serviceSubject', subject ?? '');
    return `${what}: ${word('addressee', addressee ?? '').toLocaleLowerCase()}`;
  };
};

type WithdrawProps = { record: PossessionRecord; caseId: string; name: string };

const Withdraw = ({ record, caseId, name }: WithdrawProps) => {
  const { t } = useTranslation('possession');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const [asked, setAsked] = useState(false);
  const withdraw = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/cases/{case_id}/possession-withdrawals',
    {
      onSuccess: () => {
        toast(t('withdrawn'));
        setAsked(false);
      },
    },
  );
  if (!may) return null;
  const path = { company_id, case_id: caseId };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('withdrawOf', { name })}
        onClick={() => setAsked(true)}
      >
        {t('withdraw')}
      </Button>
      <Confirm
        opened={asked}
        title={t('withdrawTitle', { name })}
        confirm={t('withdraw')}
        danger
        isPending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate({ params: { path }, body: { record_id: record.id } })}
        onClose={() => setAsked(false)}
      >
        {t('withdrawText')}
      </Confirm>
    </>
  );
};
