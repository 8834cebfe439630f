import { Checkbox } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Status } from '@/ui/status';
import { TextLink } from '@/ui/text-link';
import type { Acts, Row } from './letter-columns';
import classes from './mass-run.module.css';

type Way = Row['recipients'][number];

/** To whom a letter goes and how; of several one can be left out, but not the last. */
export const Recipients = ({ row, acts }: { row: Row; acts: Acts }) => {
  const { t } = useTranslation('mass-run');
  const { channel } = useCodes();
  const companyId = useCompanyId();
  const reached = row.recipients.filter((way) => way.channel);
  const chosen = reached.filter((way) => way.is_chosen);
  const told = (way: Way) => `${channel(way.channel ?? '')}: ${wayTo(way)}`;
  const turn = (way: Way) =>
    acts.onRecipients(
      row,
      reached.filter((one) => one.is_chosen !== (one.id === way.id)).map(({ id }) => id),
    );
  if (row.steps.length === 0) return <span>–</span>;
  return (
    <div className={classes.two} data-own-keys>
      {reached.length === 0 && (
        <Status tone="bad" icon={IconMailOff}>
          {t('noRecipient')}
        </Status>
      )}
      {reached.length === 1 &&
        reached.map((way) => (
          <span key={way.id} className={classes.recipient} title={told(way)}>
            {told(way)}
          </span>
        ))}
      {reached.length > 1 &&
        reached.map((way) => (
          <Checkbox
            key={way.id}
            size="xs"
            classNames={{ label: classes.recipient }}
            label={told(way)}
            checked={way.is_chosen}
            disabled={!acts.may || (way.is_chosen && chosen.length === 1)}
            onChange={() => turn(way)}
          />
        ))}
      {reached.length < row.recipients.length && (
        <TextLink
          to="/c/$companyId/customers/$customerId"
          params={{ companyId, customerId: row.customer_id }}
          fz="sm"
        >
          {t('mendRecipient')}
        </TextLink>
      )}
    </div>
  );
};

const wayTo = ({ channel, email, name }: Way) => (channel === 'email' ? email : name);
