import { Checkbox, Stack } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { Status } from '@/ui/status';
import classes from './channel-choice.module.css';

type Standing = Schemas['ChannelStanding'];

const stateOf = ({ is_configured, missing }: Standing, isActive: boolean) => {
  if (!is_configured) return 'notConfigured';
  if (!isActive) return 'off';
  return missing.length > 0 ? 'incomplete' : 'inUse';
};

const looks = {
  inUse: { tone: 'good', icon: IconCircleCheck },
  off: { tone: 'rest', icon: IconCircleX },
  incomplete: { tone: 'wait', icon: IconAlertTriangle },
  notConfigured: { tone: 'rest', icon: IconPlugConnectedX },
} as const;

type Props = { value?: string[]; onChange?: (value: string[]) => void };

/** Which channels the company uses, and plainly what stands in the way of each. */
export const ChannelChoice = ({ value = [], onChange }: Props) => {
  const { t } = useTranslation('settings');
  const company_id = useCompanyId();
  const asked = { params: { path: { company_id } } };
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/channels',
    asked,
  );
  return (
    <Checkbox.Group
      label={t('channels')}
      description={t('channelsText')}
      value={value}
      onChange={onChange}
    >
      {!data && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />)}
      <Stack gap="sm" mt="xs">
        {data?.items.map((one) => (
          <Choice key={one.channel} standing={one} isActive={value.includes(one.channel)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
};

const Choice = ({ standing, isActive }: { standing: Standing; isActive: boolean }) => {
  const { t } = useTranslation('settings');
  const { channel, word } = useCodes();
  const state = stateOf(standing, isActive);
  const own = standing.missing.filter((code) => code !== 'installation_url');
  const what = own.map((code) => word('channelMissing', code)).join(', ');
  return (
    <Checkbox
      value={standing.channel}
      classNames={{ body: classes.body, labelWrapper: classes.wrapper }}
      label={
        <span className={classes.label}>
          {channel(standing.channel)}
          <Status {...looks[state]}>{t(`channelState.${state}`)}</Status>
        </span>
      }
      description={
        <>
          {t(`channelTexts.${standing.channel}`)}
          {!standing.is_configured && (
            <span className={classes.missing}>{t('channelNotConfigured')}</span>
          )}
          {what && <span className={classes.missing}>{t('channelMissing', { what })}</span>}
        </>
      }
    />
  );
};
