import { Alert, Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { Preconditions } from './preconditions';
import { lettersPrice, priced, stepTotal } from './step-totals';

type Automation = Schemas['Automation'];
type Policy = Schemas['BacklogPolicy'];
type Props = { automation: Automation; opened: boolean; onClose: () => void };

const policies: Policy[] = ['quarantine', 'start_at_first_step', 'ignore'];

/** Turning on costs money: the price, what is missing, and what to do with old debts come first. */
export const ActivationDialog = ({ automation, opened, onClose }: Props) => {
  const { t } = useTranslation('home');
  const common = useTranslation().t;
  const { word } = useCodes();
  const companyId = useCompanyId();
  const [accepts, setAccepts] = useState(false);
  const [policy, setPolicy] = useState<Policy>('quarantine');
  const activate = $api.useMutation('post', '/v1/companies/{company_id}/automation/activation');
  const isReady = automation.preconditions.every(({ is_met }) => is_met);
  const turnOn = () =>
    activate.mutate(
      { ...companyPath(companyId), body: { accepts_costs: true, backlog_policy: policy } },
      {
        onSuccess: () => {
          toast(t('activation.done'));
          onClose();
        },
      },
    );
  return (
    <Modal
      size="lg"
      opened={opened}
      onClose={onClose}
      title={t('activation.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="lg">
        <Costs automation={automation} />
        <Preconditions preconditions={automation.preconditions} />
        <Radio.Group
          label={t('activation.backlog')}
          description={t('activation.backlogText')}
          value={policy}
          onChange={(value) => setPolicy(value as Policy)}
        >
          <Stack gap="xs" mt="sm">
            {policies.map((value) => (
              <Radio
                key={value}
                value={value}
                label={word('backlog', value)}
                description={word('backlogText', value)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {policy === 'quarantine' && <p style={{ margin: 0 }}>{t('activation.afterRun')}</p>}
        <Checkbox
          checked={accepts}
          onChange={(event) => setAccepts(event.currentTarget.checked)}
          label={t('activation.accept')}
        />
        <ProblemAlert error={activate.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button disabled={!accepts || !isReady} loading={activate.isPending} onClick={turnOn}>
            {t('activation.turnOn')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

const Costs = ({ automation }: { automation: Automation }) => {
  const { t } = useTranslation('home');
  const { money, price: priceOf } = useFormat();
  const { transaction_price, currency, week } = automation;
  const count = priced.reduce((sum, step) => sum + stepTotal(week, step).count, 0);
  const price = priceOf(transaction_price, currency);
  const sum = money(lettersPrice(count, transaction_price), currency);
  return (
    <Alert
      color="cloudberry"
      icon={<IconCoins aria-hidden />}
      title={t('activation.cost', { price })}
    >
      {t('activation.costText')} {count > 0 && t('activation.costWeek', { count, sum })}
    </Alert>
  );
};
