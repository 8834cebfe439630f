import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import classes from './interest-choice.module.css';

type Basis = Schemas['InterestBasis'];
type Props = { value: Basis; error: ReactNode; onChange: (basis: Basis) => void };

const bases: Basis[] = ['none', 'statutory', 'agreed'];

/** No interest, the law's, or that of the terms, each with what it means. */
export const InterestChoice = ({ value, error, onChange }: Props) => {
  const { t } = useTranslation('settings');
  const { word } = useCodes();
  return (
    <Radio.Group
      label={t('interestBasis')}
      value={value}
      error={error}
      onChange={(next) => onChange(next as Basis)}
    >
      <div className={classes.choices}>
        {bases.map((basis) => (
          <Radio.Card key={basis} value={basis} className={classes.choice}>
            <span className={classes.head}>
              <Radio.Indicator size="sm" />
              {word('interestBasis', basis)}
            </span>
            <span className={classes.text}>{t(`interestTexts.${basis}`)}</span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
};
