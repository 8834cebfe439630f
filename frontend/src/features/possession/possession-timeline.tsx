import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconClock,
  IconGavel,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { Day } from '@/ui/day';
import classes from './possession.module.css';

type Milestone = Schemas['PossessionMilestone'];
type Service = Schemas['PossessionService'];

const signs: Record<Milestone['state'], typeof IconBan> = {
  done: IconCircleCheck,
  next: IconCircleDot,
  under_way: IconClock,
  failed: IconAlertTriangle,
  later: IconCircleDashed,
  barred: IconBan,
  void: IconBan,
  challenged: IconGavel,
};

const subjects: Partial<Record<Milestone['code'], Service['subject']>> = {
  warning_served: 'warning',
  decision_served: 'decision',
};

/** What has happened, what comes next, and by when the law wants it. */
export const PossessionTimeline = ({ possession }: { possession: Schemas['Possession'] }) => (
  <ol className={classes.timeline}>
    {possession.timeline.map((one) => (
      <MilestoneRow
        key={one.code}
        milestone={one}
        services={possession.services.filter(({ subject }) => subject === subjects[one.code])}
      />
    ))}
  </ol>
);

type RowProps = { milestone: Milestone; services: Service[] };

const MilestoneRow = ({ milestone, services }: RowProps) => {
  const { t } = useTranslation('possession');
  const { word } = useCodes();
  const { code, state, on, deadline, statute } = milestone;
  const Sign = signs[state];
  const has = (key: string) => t(key, { defaultValue: '' });
  const told = has(`states.${code}_${state}`) || has(`states.${state}`);
  const tried = services.filter(({ outcome }) => outcome);
  return (
    <li data-state={state}>
      <Sign size={20} role="img" aria-label={word('milestoneState', state)} />
      <div>
        <div className={classes.line}>
          <strong>{word('milestone', code)}</strong>
          {on && <Day on={on} />}
        </div>
        {told && <p>{told}</p>}
        {deadline && state !== 'done' && (
          <p>
            {t(`deadlines.${code}`)} <Day on={deadline} />
          </p>
        )}
        {tried.map((one) => (
          <ServiceLine key={one.addressee} service={one} />
        ))}
        {statute && state !== 'done' && <p className={classes.statute}>{statuteText(statute)}</p>}
      </div>
    </li>
  );
};

const ServiceLine = ({ service }: { service: Service }) => {
  const { t } = useTranslation('possession');
  const { word } = useCodes();
  const { day } = useFormat();
  const { addressee, name, outcome, way, served_on, reference } = service;
  const said = { served: 'servedLine', under_way: 'underWayLine', failed: 'failedLine' } as const;
  return (
    <p>
      {word('addressee', addressee)} {name}: {word('serviceWay', way ?? '').toLocaleLowerCase()},{' '}
      {outcome && t(said[outcome], { on: served_on ? day(served_on) : '' }).trim()}
      {reference && ` (${reference})`}
    </p>
  );
};
