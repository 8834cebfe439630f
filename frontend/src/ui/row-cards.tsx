import { ChooseOne } from './choose-one';
import type { Column, TableProps } from './data-table';
import classes from './row-cards.module.css';

const placed = <T,>(columns: Column<T>[], place: Column<T>['card']) =>
  columns.filter(({ card = 'line' }) => card === place);

/** The rows of a table as cards, for a telephone. */
export const RowCards = <T,>(props: TableProps<T>) => {
  const { caption, columns, rows, rowKey, rowLabel, selection, isLocked, rowTone } = props;
  const lines = placed(columns, 'line');
  return (
    <ul className={classes.cards} aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={classes.card} data-standing={rowTone?.(row)}>
          <div className={classes.head}>
            {selection && (
              <ChooseOne
                id={rowKey(row)}
                label={rowLabel?.(row)}
                selection={selection}
                isLocked={isLocked?.(row)}
              />
            )}
            <div className={classes.title}>
              {placed(columns, 'title').map(({ key, render }) => (
                <div key={key}>{render(row)}</div>
              ))}
            </div>
            <div className={classes.aside}>
              {placed(columns, 'aside').map(({ key, render }) => (
                <div key={key}>{render(row)}</div>
              ))}
            </div>
          </div>
          {lines.length > 0 && (
            <dl className={classes.lines}>
              {lines.map(({ key, header, render }) => (
                <div key={key}>
                  <dt>{header}</dt>
                  <dd>{render(row)}</dd>
                </div>
              ))}
            </dl>
          )}
          <div className={classes.foot}>
            {placed(columns, 'foot').map(({ key, render }) => (
              <div key={key}>{render(row)}</div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
};
