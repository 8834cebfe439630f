import type { Schemas } from '@/api/client';
import type { Setting, StepValues } from './step-values';

type Pack = Pick<Schemas['LawPack'], 'figures'>;

const claimClassOf = ({ kind, isHousing }: Setting): Schemas['ClaimClass'] =>
  isHousing ? 'housing_charge' : (kind ?? 'business');

/** Days that must have passed since the letter before, by the law pack in force. */
export const lawWaitOf =
  (pack: Pack | undefined, setting: Setting) =>
  (step: StepValues['kind']): number => {
    const rows = (pack?.figures ?? []).filter(({ classes }) =>
      classes.includes(claimClassOf(setting)),
    );
    const own = rows.find((row) => row.kind === 'own_letter' && row.step === step);
    const act = own?.act ?? 'reminder';
    const waits = rows
      .filter((row) => row.kind === 'wait' && row.gates === 'act' && row.since === 'letter')
      .filter((row) => row.act === act)
      .map(({ days = 0, margin_days = 0 }) => days + margin_days);
    return Math.max(0, ...waits);
  };
