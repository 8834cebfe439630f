import classes from './letters.module.css';
import { LogoForm } from './logo-form';
import { LookForm } from './look-form';
import { TemplateList } from './template-list';

/** What letters say, and how they look. */
export const LettersTab = () => (
  <div className={classes.tab}>
    <TemplateList />
    <section className={classes.looks}>
      <LookForm />
      <LogoForm />
    </section>
  </div>
);
