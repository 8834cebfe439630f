import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/lib/selection';
import { ChooseOne } from './choose-one';
import classes from './data-table.module.css';
import { RowCards } from './row-cards';

export type Column<T> = {
  key: string;
  header: string;
  render: (row: T) => ReactNode;
  align?: 'right';
  width?: string;
  /** Where it stands on a narrow screen, where a row is a card. */
  card?: 'title' | 'aside' | 'line' | 'foot' | 'none';
  /** Left out below this width of the window. */
  from?: 'md' | 'lg' | 'xl';
};

export type TableProps<T> = {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  rowLabel?: (row: T) => string;
  selection?: Selection;
  /** A mark of the row for its style. */
  rowTone?: (row: T) => string | undefined;
  /** Rows that cannot be chosen; their boxes are there, and locked. */
  isLocked?: (row: T) => boolean;
};

const isLink = (key: string, columns: { key: string }[]) => columns[0]?.key === key;

/** A table on a wide screen, a list of cards on a narrow one. */
export const DataTable = <T,>(props: TableProps<T>) => {
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, {
    getInitialValueInEffect: false,
  });
  if (isNarrow) return <RowCards {...props} />;
  return <WideTable {...props} />;
};

const WideTable = <T,>({
  caption,
  columns,
  rows,
  rowKey,
  rowLabel,
  ...choosing
}: TableProps<T>) => {
  const { selection, isLocked } = choosing;
  const free = rows.filter((row) => !isLocked?.(row));
  return (
    <div className={classes.scroller}>
      <table className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {selection && <ChooseAll ids={free.map(rowKey)} selection={selection} />}
            {columns.map(({ key, header, align, width, from }) => (
              <th key={key} scope="col" data-align={align} data-from={from} style={{ width }}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-chosen={selection?.ids.has(rowKey(row)) || undefined}>
              {selection && (
                <td className={classes.choose}>
                  <ChooseOne
                    id={rowKey(row)}
                    label={rowLabel?.(row)}
                    selection={selection}
                    isLocked={isLocked?.(row)}
                  />
                </td>
              )}
              {columns.map(({ key, render, align, from }) => (
                <td
                  key={key}
                  data-align={align}
                  data-from={from}
                  data-lead={isLink(key, columns) || undefined}
                >
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

const ChooseAll = ({ ids, selection }: { ids: string[]; selection: Selection }) => {
  const { t } = useTranslation();
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <th scope="col" className={classes.choose}>
      <Checkbox
        size="sm"
        aria-label={t('chooseAll')}
        checked={ids.length > 0 && chosen === ids.length}
        indeterminate={chosen > 0 && chosen < ids.length}
        onChange={(event) => selection.setAll(ids, event.currentTarget.checked)}
      />
    </th>
  );
};
