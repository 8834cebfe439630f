import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Selection } from '@/lib/selection';
import { ChooseOne } from '@/ui/choose-one';
import type { Column } from '@/ui/data-table';
import { RowCards } from '@/ui/row-cards';
import type { Row } from './row-standing';
import { useRowColumns } from './use-row-columns';
import { canChoose, useRowKeys } from './use-row-keys';
import classes from './worklist.module.css';

type Props = {
  caption: string;
  list: Schemas['Worklist'] | undefined;
  rows: Row[];
  selection: Selection | undefined;
  onOpen: (row: Row) => void;
  onNote: (row: Row) => void;
  onChange: () => void;
};

const keyOf = (row: Row) => row.case_id ?? row.invoice_id;
const labelOf = ({ invoice_number, customer_name }: Row) => `${invoice_number} ${customer_name}`;

/** The rows of a tab: a grid one walks by keyboard, cards on a telephone. */
export const WorklistTable = (props: Props) => {
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, {
    getInitialValueInEffect: false,
  });
  const columns = useRowColumns(props.list, props.onNote);
  if (isNarrow)
    return (
      <RowCards
        caption={props.caption}
        columns={columns}
        rows={props.rows}
        rowKey={keyOf}
        rowLabel={labelOf}
        selection={props.selection}
        isLocked={(row) => !canChoose(row)}
        rowTone={({ standing }) => standing}
      />
    );
  return <Grid {...props} columns={columns} />;
};

const Grid = ({
  caption,
  rows,
  selection,
  columns,
  ...acts
}: Props & { columns: Column<Row>[] }) => {
  const { onKeyDown, rowProps } = useRowKeys({ rows, selection, ...acts });
  return (
    <div className={classes.scroller}>
      <table
        className={classes.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are walked by key
        role="grid"
        aria-label={caption}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {selection && <ChooseAll rows={rows} selection={selection} />}
            {columns.map(({ key, header, align, width, from }) => (
              <th key={key} scope="col" data-align={align} data-from={from} style={{ width }}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={keyOf(row)}
              {...rowProps(row, index)}
              data-standing={row.standing}
              data-chosen={selection?.ids.has(keyOf(row)) || undefined}
              aria-selected={selection ? selection.ids.has(keyOf(row)) : undefined}
            >
              {selection && (
                <td className={classes.choose}>
                  {canChoose(row) && (
                    <ChooseOne id={keyOf(row)} label={labelOf(row)} selection={selection} />
                  )}
                </td>
              )}
              {columns.map(({ key, render, align, from }) => (
                <td key={key} data-align={align} data-from={from}>
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const ChooseAll = ({ rows, selection }: { rows: Row[]; selection: Selection }) => {
  const { t } = useTranslation();
  const ids = rows.filter(canChoose).map(keyOf);
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <th scope="col" className={classes.choose}>
      <Checkbox
        size="sm"
        aria-label={t('chooseAll')}
        disabled={ids.length === 0}
        checked={ids.length > 0 && chosen === ids.length}
        indeterminate={chosen > 0 && chosen < ids.length}
        onChange={(event) => selection.setAll(ids, event.currentTarget.checked)}
      />
    </th>
  );
};
