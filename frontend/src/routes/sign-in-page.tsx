import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from '@/features/auth/language-choice';
import { SignInForm } from '@/features/auth/sign-in-form';
import { BearMark } from '@/ui/bear-mark';
import classes from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

export const SignInPage = () => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { redirect, ended } = route.useSearch();
  useEffect(() => {
    document.title = `${t('signIn.title')} · Karhu`;
  }, [t]);
  const enter = () => {
    queryClient.clear();
    router.history.push(redirect ?? '/');
  };
  return (
    <div className={classes.page}>
      <aside className={classes.scene} aria-hidden>
        <div className={classes.brand}>
          <BearMark tone="light" size={52} />
          <span className={classes.name}>Karhu</span>
        </div>
        <p className={classes.lead}>{t('signIn.lead')}</p>
        <ul className={classes.promises}>
          <li>{t('signIn.promise.once')}</li>
          <li>{t('signIn.promise.why')}</li>
          <li>{t('signIn.promise.law')}</li>
        </ul>
      </aside>
      <main className={classes.main}>
        <div className={classes.form}>
          <div className={classes.small}>
            <BearMark size={40} />
            <span className={classes.name}>Karhu</span>
          </div>
          <h1 className={classes.title}>{t('signIn.title')}</h1>
          <SignInForm hasEnded={Boolean(ended)} onSignedIn={enter} />
          <div className={classes.language}>
            <LanguageChoice />
          </div>
        </div>
      </main>
    </div>
  );
};
