import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useCodes } from '@/lib/codes';

type Props = {
  error: unknown;
  /** The form's values: an error that points at one of them stands at its field already. */
  shownAt?: object;
};

const rootOf = (pointer: string) => pointer.replace(/^#?\//, '').split('/')[0] ?? '';

/** A refused write in words. */
export const ProblemAlert = ({ error, shownAt = {} }: Props) => {
  const { t } = useTranslation();
  const { word, has } = useCodes();
  const problem = problemOf(error);
  if (!problem) return null;
  const errors = problem.errors ?? [];
  const rest = errors.filter(({ pointer }) => !(rootOf(pointer) in shownAt));
  const isKnown = has('problem', problem.code);
  const told = isKnown ? word('problem', problem.code) : problem.detail || problem.title;
  const title = rest.length < errors.length ? t('error.checkFields') : told || t('error.title');
  return (
    <Alert
      role="alert"
      color="lingon"
      icon={<IconAlertTriangle aria-hidden />}
      title={rest.length > 0 ? title : undefined}
    >
      {rest.length === 0 && <strong>{title}</strong>}
      {rest.map(({ pointer, code, detail }) => (
        <div key={pointer + code}>{has('fault', code) ? word('fault', code) : detail}</div>
      ))}
    </Alert>
  );
};
