import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconGavel,
  IconHomeExclamation,
  IconMail,
  IconMailExclamation,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { Day } from '@/ui/day';
import { MainFields, MoreFields } from './step-fields';
import { type Direction, StepMove } from './step-move';
import type { Setting, StepValues } from './step-values';
import classes from './steps-editor.module.css';
import { TextInUse } from './template-choice';

export type StepProps = {
  step: StepValues;
  index: number;
  kinds: StepValues['kind'][];
  setting: Setting;
  goesOn: string;
  errors: Record<string, unknown>;
  readOnly: boolean;
  mayMove: Record<Direction, boolean>;
  onChange: (change: Partial<StepValues>) => void;
  onKind: (kind: StepValues['kind']) => void;
  onMove: (direction: Direction) => void;
  onRemove: () => void;
};

const signs = {
  reminder: IconMail,
  notice: IconMailExclamation,
  collection_letter: IconGavel,
  possession_warning: IconHomeExclamation,
};

export const StepCard = (props: StepProps) => {
  const { step, index, goesOn, readOnly, mayMove, onMove, onRemove } = props;
  const { t } = useTranslation('rules');
  const codes = useCodes();
  const Sign = signs[step.kind];
  const name = `${index + 1}. ${codes.step(step.kind)}`;
  const isPrepared = step.kind === 'possession_warning' || props.setting.scope === 'customer';
  return (
    <li>
      <span className={classes.node} data-kind={step.kind}>
        <Sign size={17} aria-hidden />
      </span>
      <fieldset className={classes.card} disabled={readOnly} aria-label={name}>
        <div className={classes.cardHead}>
          <strong>{name}</strong>
          <span className={classes.goes}>
            {t(isPrepared ? wordOf(props.setting) : 'goesOn')} <Day on={goesOn} withWeekday />
          </span>
          {!readOnly && (
            <div className={classes.tools}>
              <StepMove
                name={name}
                id={(direction) => moveId(step, direction)}
                may={mayMove}
                onMove={onMove}
              />
              <Tooltip label={t('removeStep')}>
                <ActionIcon
                  variant="subtle"
                  color="stone"
                  aria-label={`${t('removeStep')}: ${name}`}
                  onClick={onRemove}
                >
                  <IconTrash size={17} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </div>
          )}
        </div>
        <MainFields {...props} />
        <StepNote step={step} setting={props.setting} />
        <TextInUse kind={step.kind} value={step.template_id} />
        <MoreFields {...props} />
      </fieldset>
    </li>
  );
};

const wordOf = ({ scope }: Setting) => (scope === 'customer' ? 'proposedOn' : 'preparedOn');

/** Where the button stands that moves a step: the focus follows it. */
export const moveId = ({ key }: StepValues, direction: Direction) => `${key}-${direction}`;

const StepNote = ({ step, setting }: Pick<StepProps, 'step' | 'setting'>) => {
  const { t } = useTranslation('rules');
  if (step.kind === 'possession_warning') return <p className={classes.note}>{t('warningNote')}</p>;
  if (step.kind !== 'collection_letter') return null;
  const who = setting.isHousing ? 'housing' : (setting.kind ?? 'business');
  return <p className={classes.note}>{t(`collectionNote.${who}`)}</p>;
};
