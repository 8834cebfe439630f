import type { ReactNode } from 'react';
import classes from './mass-run.module.css';

type Props = { told: ReactNode; children: ReactNode };

/** What is selected, and what comes next; it stays in sight and is heard when it changes. */
export const ActionBar = ({ told, children }: Props) => (
  <div className={classes.bar}>
    <div className={classes.told} role="status">
      {told}
    </div>
    <div className={classes.actions}>{children}</div>
  </div>
);
