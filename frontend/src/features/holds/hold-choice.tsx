import { Radio, SegmentedControl } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { type HoldKind, holdKinds, isOfCustomer, kindIcons } from './hold-kinds';
import type { HoldValues } from './hold-values';
import classes from './holds.module.css';

type Props = {
  form: UseFormReturnType<HoldValues>;
  invoice: Schemas['Invoice'] | undefined;
  onKind: (kind: HoldKind) => void;
};

/** Why nothing goes out, as cards, and whether one invoice or all of the customer's. */
export const HoldChoice = ({ form, invoice, onKind }: Props) => {
  const { t } = useTranslation('holds');
  const { kind, scope } = form.values;
  const isNarrow = useMediaQuery('(max-width: 36rem)', undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <>
      <Radio.Group
        label={t('fields.kind')}
        value={kind}
        onChange={(next) => onKind(next as HoldKind)}
      >
        <div className={classes.kinds}>
          {holdKinds.map((value) => {
            const Sign = kindIcons[value];
            return (
              <Radio.Card
                key={value}
                value={value}
                className={classes.kind}
                data-autofocus={value === kind || undefined}
              >
                <span className={classes.kindHead}>
                  <Sign size={18} stroke={1.8} aria-hidden />
                  <span>{t(`kinds.${value}`)}</span>
                </span>
              </Radio.Card>
            );
          })}
        </div>
      </Radio.Group>
      <p className={classes.kindText}>{t(`kindText.${kind}`)}</p>
      {invoice && !isOfCustomer(kind) && (
        <div>
          <span className={classes.label} id="hold-scope">
            {t('fields.scope')}
          </span>
          <SegmentedControl
            fullWidth
            orientation={isNarrow ? 'vertical' : 'horizontal'}
            aria-labelledby="hold-scope"
            value={scope}
            onChange={(next) => form.setFieldValue('scope', next as HoldValues['scope'])}
            data={[
              { value: 'invoice', label: t('scopes.invoice', { number: invoice.number }) },
              { value: 'customer', label: t('scopes.customer') },
            ]}
          />
        </div>
      )}
    </>
  );
};
