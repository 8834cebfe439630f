import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './allocation-rows.module.css';
import { type AllocationRow, isWrong, type Part } from './allocation-values';

type Props = {
  rows: AllocationRow[];
  errors: Record<string, string>;
  onChange: (rows: AllocationRow[]) => void;
};

const parts: Part[] = ['principal', 'interest', 'fee', 'compensation', 'collection'];

/** Where the money goes: an invoice, which part of it, and how much, a row each. */
export const AllocationRows = ({ rows, errors, onChange }: Props) => {
  const { t } = useTranslation('payments');
  const change = (index: number, changes: Partial<AllocationRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  return (
    <ul className={classes.rows}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an invoice may stand in several rows
        <li key={index} className={classes.row}>
          <div className={classes.invoice}>
            <strong className="tabular">{row.number}</strong>
            <span>{row.customer}</span>
          </div>
          <NativeSelect
            aria-label={t('partOf', { number: row.number })}
            value={row.part}
            onChange={(event) => change(index, { part: event.currentTarget.value as Part })}
            data={parts.map((value) => ({ value, label: t(`parts.${value}`) }))}
          />
          <TextInput
            aria-label={t('amountFor', { number: row.number })}
            className={classes.amount}
            inputMode="decimal"
            value={row.amount}
            error={
              errors[`parts.${index}.amount`] ??
              errors[`parts.${index}.invoice_id`] ??
              (row.amount && isWrong(row) ? t('amountWrong') : undefined)
            }
            onChange={(event) => change(index, { amount: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removeRow', { number: row.number })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
};
