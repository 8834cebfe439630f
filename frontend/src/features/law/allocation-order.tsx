import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import classes from './law.module.css';

/** The parts of a claim in the order in which money pays them. */
export const AllocationOrder = ({ figure }: { figure: Schemas['LawFigure'] }) => {
  const { t } = useTranslation('law');
  const { word } = useCodes();
  return (
    <>
      <div className={classes.order}>
        {(figure.order ?? []).map((part, at) => (
          <Fragment key={part}>
            {at > 0 && <IconArrowRight size={15} role="img" aria-label={t('value.then')} />}
            <span>{word('allocationPart', part)}</span>
          </Fragment>
        ))}
      </div>
      <div className={classes.soft}>{t(figure.is_binding ? 'value.binding' : 'value.default')}</div>
    </>
  );
};
