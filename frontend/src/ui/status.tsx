import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status.module.css';

export type Tone = 'good' | 'wait' | 'bad' | 'calm' | 'rest';

type Props = { tone: Tone; icon: Icon; children: ReactNode };

/** A state in an icon and a word; the colour only repeats it. */
export const Status = ({ tone, icon: Sign, children }: Props) => (
  <span className={classes.status} data-tone={tone}>
    <Sign size={14} stroke={2.2} aria-hidden />
    <span>{children}</span>
  </span>
);
