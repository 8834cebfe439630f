import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconEye, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import type { Column } from '@/ui/data-table';
import { Money } from '@/ui/money';
import classes from './mass-run.module.css';
import { Recipients } from './recipients';
import { Unit } from './unit';
import { WhyNot } from './why-not';

export type Row = Schemas['MassRunRow'];
type Amount = 'principal' | 'old_fees' | 'old_interest' | 'new_fee' | 'new_interest';
export type Acts = {
  may: boolean;
  onStep: (row: Row, number: number) => void;
  onRemove: (row: Row) => void;
  onRecipients: (row: Row, ids: string[]) => void;
  onShow: (row: Row) => void;
};

/** What a letter of the run is: to whom, which step, and each part of what it asks for. */
export const useLetterColumns = (acts: Acts): Column<Row>[] => {
  const { t } = useTranslation('mass-run');
  const amount = (key: Amount): Column<Row> => ({
    key,
    header: t(`column.${key}`),
    align: 'right',
    render: (row) => <Money amount={row[key]} currency={row.currency} quietZero />,
  });
  return [
    ...(acts.may ? [removing(t('column.remove'), acts)] : []),
    {
      key: 'unit',
      header: t('column.unit'),
      card: 'title',
      render: (row) => <Unit row={row} aside={row.language.toUpperCase()} />,
    },
    {
      key: 'step',
      header: t('column.step'),
      render: (row) => <StepOf row={row} acts={acts} />,
    },
    { key: 'to', header: t('column.to'), render: (row) => <Recipients row={row} acts={acts} /> },
    amount('principal'),
    amount('old_fees'),
    amount('old_interest'),
    amount('new_fee'),
    amount('new_interest'),
    {
      key: 'total',
      header: t('column.total'),
      align: 'right',
      card: 'aside',
      render: (row) => (
        <strong>
          <Money amount={row.total} currency={row.currency} />
        </strong>
      ),
    },
    {
      key: 'acts',
      header: t('column.acts'),
      align: 'right',
      card: 'foot',
      render: (row) => <RowActs row={row} acts={acts} />,
    },
  ];
};

const removing = (header: string, acts: Acts): Column<Row> => ({
  key: 'remove',
  header,
  card: 'foot',
  render: (row) => <Remove row={row} acts={acts} />,
});

const Remove = ({ row, acts }: { row: Row; acts: Acts }) => {
  const { t } = useTranslation('mass-run');
  const label = t('removeOf', { name: row.customer_name });
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="stone"
        aria-label={label}
        onClick={() => acts.onRemove(row)}
      >
        <IconX size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
};

const StepOf = ({ row, acts }: { row: Row; acts: Acts }) => {
  const { t } = useTranslation('mass-run');
  const { step } = useCodes();
  return (
    <div className={classes.step}>
      {row.steps.length === 0 ? (
        <span className={classes.soft}>{t('noSteps')}</span>
      ) : (
        <NativeSelect
          size="xs"
          aria-label={t('stepOf', { name: row.customer_name })}
          disabled={!acts.may}
          value={String(row.step_number ?? '')}
          onChange={(event) => acts.onStep(row, Number(event.currentTarget.value))}
          data={row.steps.map((one) => ({
            value: String(one.number),
            label: `${one.number}. ${step(one.step)}`,
          }))}
        />
      )}
      {row.obstacles.length > 0 ? (
        <WhyNot reasons={row.obstacles} />
      ) : (
        !row.is_proposed && <WhyNot reasons={row.reasons} />
      )}
    </div>
  );
};

const RowActs = ({ row, acts }: { row: Row; acts: Acts }) => {
  const { t } = useTranslation('mass-run');
  const name = row.customer_name;
  return (
    <div className={classes.rowActs}>
      <Tooltip label={t('preview')}>
        <ActionIcon
          size="lg"
          variant="default"
          aria-label={t('previewOf', { name })}
          disabled={!row.can_be_sent}
          onClick={() => acts.onShow(row)}
        >
          <IconEye size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
};
