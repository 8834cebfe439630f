import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { LateRates } from './late-rates';
import classes from './law.module.css';
import { LawFigures } from './law-figures';

type Pack = Schemas['LawPack'];

/** Everything that a country's law says on a day, as Karhu applies it. */
export const LawView = ({ country, asOf }: { country: string; asOf: string | undefined }) => {
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/law-packs/{country}',
    { params: { path: { country }, query: { as_of: asOf } } },
    { placeholderData: keepPreviousData },
  );
  if (error || !data)
    return (
      <Panel>
        {error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={10} />}
      </Panel>
    );
  return (
    <>
      <Known pack={data} />
      <LateRates rates={data.late_rates} />
      <LawFigures pack={data} />
    </>
  );
};

const Known = ({ pack }: { pack: Pack }) => {
  const { t } = useTranslation('law');
  const { day } = useFormat();
  const { as_of, rates_known_until: end, known_on, currency } = pack;
  const isPast = end !== undefined && end < as_of;
  if (isPast || pack.late_rates.length === 0)
    return (
      <Alert
        className={classes.warning}
        color="cloudberry"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('pastTitle', { on: day(as_of) })}
      >
        {isPast ? t('pastText', { on: day(end) }) : t('beforeText')}
      </Alert>
    );
  return (
    <p className={classes.known}>
      {end && t('knownUntil', { on: day(end) })}{' '}
      {known_on && t('gathered', { on: day(known_on), currency })}
    </p>
  );
};
