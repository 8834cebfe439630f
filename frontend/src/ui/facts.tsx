import type { ReactNode } from 'react';
import classes from './facts.module.css';

export type Fact = { term: string; value: ReactNode };

/** Terms and what they are, in columns as wide as the page allows. */
export const Facts = ({ facts, columns }: { facts: Fact[]; columns?: 'one' | 'many' }) => (
  <dl className={classes.facts} data-columns={columns ?? 'many'}>
    {facts.map(({ term, value }) => (
      <div key={term} className={classes.fact}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
