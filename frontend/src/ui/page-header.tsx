import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page-header.module.css';

type Props = { title: string; kicker?: ReactNode; lead?: ReactNode; actions?: ReactNode };

/** The one `h1` of a page; it also names the browser's tab. */
export const PageHeader = ({ title, kicker, lead, actions }: Props) => {
  useEffect(() => {
    document.title = `${title} · Karhu`;
  }, [title]);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {kicker && <div className={classes.kicker}>{kicker}</div>}
        <h1 className={classes.title}>{title}</h1>
        {lead && <div className={classes.lead}>{lead}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
};
