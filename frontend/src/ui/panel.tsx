import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './panel.module.css';

type Props = {
  title?: ReactNode;
  aside?: ReactNode;
  lead?: ReactNode;
  flush?: boolean;
  children: ReactNode;
};

/** A sheet of paper on the ground: a titled section of a page. */
export const Panel = ({ title, aside, lead, flush, children }: Props) => {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <div className={classes.head}>
          <div>
            {title && (
              <h2 id={id} className={classes.title}>
                {title}
              </h2>
            )}
            {lead && <p className={classes.lead}>{lead}</p>}
          </div>
          {aside}
        </div>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
};
