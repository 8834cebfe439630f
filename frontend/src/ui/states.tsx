import { Button, Skeleton } from '@mantine/core';
import { type Icon, IconCloudOff, IconLock, IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useCodes } from '@/lib/codes';
import classes from './states.module.css';

type BlankProps = {
  icon?: Icon;
  title: string;
  /** Whether this is all there is on the page, so that its title is the page's. */
  isPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
};

/** What stands where nothing is: why, and what to do next. */
export const EmptyState = ({
  icon: Sign = IconMoodEmpty,
  title,
  isPage,
  children,
  action,
}: BlankProps) => (
  <div className={classes.blank}>
    <span className={classes.sign}>
      <Sign size={26} stroke={1.6} aria-hidden />
    </span>
    {isPage ? <h1 className={classes.title}>{title}</h1> : <p className={classes.title}>{title}</p>}
    {children && <div className={classes.text}>{children}</div>}
    {action && <div className={classes.action}>{action}</div>}
  </div>
);

export const ForbiddenState = () => {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconLock} title={t('forbidden.title')}>
      {t('forbidden.text')}
    </EmptyState>
  );
};

type ErrorProps = { error: unknown; onRetry?: () => void };

export const ErrorState = ({ error, onRetry }: ErrorProps) => {
  const { t } = useTranslation();
  const { word, has } = useCodes();
  const problem = problemOf(error);
  if (problem?.status === 403) return <ForbiddenState />;
  const code = problem?.code ?? 'unknown';
  const retry = onRetry && (
    <Button variant="default" onClick={onRetry}>
      {t('retry')}
    </Button>
  );
  return (
    <div role="alert">
      <EmptyState icon={IconCloudOff} title={t('error.title')} action={retry}>
        {has('problem', code) ? word('problem', code) : (problem?.detail ?? problem?.title)}
      </EmptyState>
    </div>
  );
};

export const SkeletonRows = ({ rows = 8 }: { rows?: number }) => {
  const { t } = useTranslation();
  const keys = Array.from({ length: rows }, (_, row) => row);
  return (
    <div className={classes.rows} role="status" aria-label={t('loading')}>
      {keys.map((row) => (
        <Skeleton key={row} height={16} width={`${92 - ((row * 17) % 38)}%`} radius="sm" />
      ))}
    </div>
  );
};
