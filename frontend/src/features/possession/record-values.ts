import type { Schemas } from '@/api/client';

export type RecordKind = Schemas['RecordKind'];
export type Subject = Schemas['ServiceSubject'];

/** What is about to be recorded; a service also says of which paper. */
export type Recording = { kind: RecordKind; subject?: Subject; isFurther?: boolean };

export type RecordValues = {
  happened_on: string;
  reference: string;
  note: string;
  tenant_name: string;
  addressee: Schemas['Addressee'];
  way: Schemas['ServiceWay'];
  outcome: Schemas['ServiceOutcome'];
  served_on: string;
  lasts_until: string;
};

type Possession = Pick<
  Schemas['Possession'],
  'services' | 'longest_until' | 'tenant_name' | 'known_tenant'
>;

/** What the form begins with: on whom nothing has been served yet comes first. */
export const recordStart = (
  { subject }: Recording,
  possession: Possession,
  today: string,
): RecordValues => {
  const waiting = possession.services.find(
    (one) => one.subject === subject && one.outcome !== 'served',
  );
  return {
    happened_on: waiting?.outcome === 'under_way' ? (waiting.handed_over_on ?? today) : today,
    reference: '',
    note: '',
    tenant_name: possession.tenant_name ?? possession.known_tenant ?? '',
    addressee: waiting?.addressee ?? 'shareholder',
    way: waiting?.way ?? 'registered_post',
    outcome: waiting?.outcome === 'under_way' ? 'served' : 'under_way',
    served_on: '',
    lasts_until: possession.longest_until ?? '',
  };
};

/** What is sent: only what belongs to the kind. */
export const recordBody = (
  { kind, subject, isFurther }: Recording,
  values: RecordValues,
): Schemas['PossessionRecordWrite'] => {
  const { happened_on, reference, note } = values;
  const said = { kind, happened_on, reference: reference.trim(), note, is_further: false };
  switch (kind) {
    case 'board_decision':
      return { ...said, tenant_name: values.tenant_name.trim(), is_further: isFurther ?? false };
    case 'service':
      return {
        ...said,
        subject,
        addressee: values.addressee,
        way: values.way,
        outcome: values.outcome,
        served_on: (values.outcome === 'served' && values.served_on) || undefined,
      };
    case 'meeting_decision':
      return { ...said, lasts_until: values.lasts_until || undefined };
    default:
      return said;
  }
};

/** What a person can record once a milestone is the next one; the letter itself waits elsewhere. */
export const recordingFor = (
  code: Schemas['PossessionMilestone']['code'],
): Recording | undefined => {
  switch (code) {
    case 'board_decision':
    case 'cure':
    case 'meeting_decision':
      return { kind: code };
    case 'warning_served':
      return { kind: 'service', subject: 'warning' };
    case 'decision_served':
      return { kind: 'service', subject: 'decision' };
    default:
      return undefined;
  }
};

/** All that may be recorded besides the next thing, as far as things have come. */
export const otherRecordings = (possession: Schemas['Possession']): Recording[] => {
  const is = (code: string, ...states: string[]) =>
    possession.timeline.some((one) => one.code === code && states.includes(one.state));
  const found: (Recording | false)[] = [
    possession.is_decided && { kind: 'service', subject: 'warning' },
    is('meeting_decision', 'done') && { kind: 'service', subject: 'decision' },
    is('warning_served', 'done') && is('meeting_decision', 'later') && { kind: 'meeting_decision' },
    is('meeting_decision', 'done') && { kind: 'challenge' },
    is('warning_sent', 'done') && { kind: 'board_decision', isFurther: true },
  ];
  return found.filter((one) => one !== false);
};
