import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { dueOf } from './dues-table';
import classes from './order-interest.module.css';

type Grouping = Schemas['InterestGrouping'];
type Props = { keys: string[]; comment: string; onDone: () => void; onClose: () => void };

const groupings: Grouping[] = ['customer', 'each'];

/** Orders interest invoices: together for each customer or one for each invoice, and a comment. */
export const OrderInterest = ({ keys, comment: usual, onDone, onClose }: Props) => {
  const { t } = useTranslation('interest');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [grouping, setGrouping] = useState<Grouping>('customer');
  const [comment, setComment] = useState(usual);
  const create = $api.useMutation('post', '/v1/companies/{company_id}/interest-orders');
  const order = () =>
    create.mutate(
      { ...companyPath(company_id), body: { dues: keys.map(dueOf), grouping, comment } },
      {
        onSuccess: ({ items }) => {
          toast(t('order.done', { count: items.length }));
          onDone();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('order.title', { count: keys.length })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <p className={classes.text}>{t('order.text')}</p>
        <Radio.Group
          label={t('order.grouping')}
          value={grouping}
          onChange={(next) => setGrouping(next as Grouping)}
        >
          <div className={classes.choices}>
            {groupings.map((value) => (
              <Radio.Card key={value} value={value} className={classes.choice}>
                <span className={classes.head}>
                  <Radio.Indicator size="sm" />
                  {t(`grouping.${value}`)}
                </span>
                <span className={classes.words}>{t(`groupingText.${value}`)}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('comment')}
          description={t('commentText')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <ProblemAlert error={create.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button loading={create.isPending} onClick={order}>
            {t('order.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
