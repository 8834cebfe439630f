import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { pricesQuery } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Facts } from '@/ui/facts';
import { Figures } from '@/ui/figures';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { PriceDialog } from './price-dialog';
import { priced } from './prices';
import classes from './usage.module.css';

/** What each letter costs from now on; the office may change it. */
export const PriceList = ({ companyId }: { companyId: string }) => {
  const { t } = useTranslation('settings');
  const { channel } = useCodes();
  const { price } = useFormat();
  const may = useMay('prices.edit');
  const [isEditing, setEditing] = useState(false);
  const { data, error, refetch } = useQuery(pricesQuery(companyId));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <SkeletonRows rows={5} />;
  const value = (amount: string) => <Figures text={price(amount, data.currency)} />;
  const facts = [
    { term: t('usage.transactionPrice'), value: value(data.transaction_price) },
    ...priced.map((way) => ({
      term: t('usage.deliveryBy', { channel: channel(way) }),
      value: value(data.delivery_prices[way] ?? '0'),
    })),
  ];
  return (
    <section aria-labelledby="usage-prices">
      <div className={classes.priceHead}>
        <h2 id="usage-prices" className={classes.title}>
          {t('usage.prices')}
        </h2>
        <Allowed may={may} why={t('usage.officeOnly')}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('usage.change')}
          </Button>
        </Allowed>
      </div>
      <p className={classes.lead}>{t('usage.pricesText')}</p>
      <Facts columns="one" facts={facts} />
      {isEditing && <PriceDialog prices={data} onClose={() => setEditing(false)} />}
    </section>
  );
};
