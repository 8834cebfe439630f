import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconArrowRight,
  IconBriefcase,
  IconClock,
  IconHandStop,
  IconHourglassHigh,
  IconSend,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Status, type Tone } from '@/ui/status';
import { TextLink } from '@/ui/text-link';
import classes from './worklist.module.css';

export type Row = Schemas['WorklistRow'];

const signs: Record<Row['standing'], { tone: Tone; icon: Icon }> = {
  movable: { tone: 'good', icon: IconArrowRight },
  too_early: { tone: 'rest', icon: IconClock },
  stopped: { tone: 'wait', icon: IconHandStop },
  in_sending: { tone: 'calm', icon: IconSend },
  at_agency: { tone: 'rest', icon: IconBriefcase },
  negative: { tone: 'bad', icon: IconAlertTriangle },
  zero: { tone: 'bad', icon: IconAlertTriangle },
  waiting: { tone: 'wait', icon: IconHourglassHigh },
  not_taken_up: { tone: 'rest', icon: IconClock },
};

/** Where a row stands, in a mark and words; for unmatched items also the way to match them. */
export const RowStanding = ({ row }: { row: Row }) => {
  const { t } = useTranslation('worklist');
  const words = useStandingWords();
  const { reasonText } = useCodes();
  const companyId = useCompanyId();
  const { tone, icon } = signs[row.standing];
  const mark = (
    <Status tone={tone} icon={icon}>
      {words(row)}
    </Status>
  );
  if (row.standing === 'negative' || row.standing === 'zero')
    return (
      <span className={classes.marks}>
        {mark}
        <TextLink
          to="/c/$companyId/invoices/$invoiceId"
          params={{ companyId, invoiceId: row.invoice_id }}
        >
          {t('match')}
        </TextLink>
      </span>
    );
  if (row.standing !== 'stopped') return mark;
  return (
    <Tooltip
      multiline
      maw={320}
      label={row.obstacles.map(({ code }) => reasonText(code)).join(' ')}
      events={{ hover: true, focus: true, touch: true }}
    >
      {mark}
    </Tooltip>
  );
};

const useStandingWords = () => {
  const { t } = useTranslation('worklist');
  const { reason } = useCodes();
  const { shortDay, instant } = useFormat();
  return (row: Row) => {
    switch (row.standing) {
      case 'movable':
        return t(row.letter?.state === 'proposed' ? 'standing.proposed' : 'standing.movable');
      case 'too_early':
        return row.movable_on
          ? t('standing.from', { day: shortDay(row.movable_on) })
          : t('standing.too_early');
      case 'stopped':
        return reason(row.obstacles[0]?.code ?? 'manual_review');
      case 'in_sending':
        return row.letter?.state === 'queued'
          ? t('standing.goes', { at: instant(row.letter.send_after) })
          : t('standing.in_sending');
      case 'at_agency':
        return row.handed_over_on
          ? t('standing.since', { day: shortDay(row.handed_over_on) })
          : t('standing.at_agency');
      default:
        return t(`standing.${row.standing}`);
    }
  };
};
