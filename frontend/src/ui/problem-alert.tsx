import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useCodes } from '@/lib/codes';

type Props = { error: unknown; shownAtFields?: boolean };

/** A refused write in words; errors that stand at their fields are not said twice. */
export const ProblemAlert = ({ error, shownAtFields }: Props) => {
  const { t } = useTranslation();
  const { word, has } = useCodes();
  const problem = problemOf(error);
  if (!problem) return null;
  const title = has('problem', problem.code) ? word('problem', problem.code) : problem.title;
  const rest = shownAtFields ? [] : (problem.errors ?? []);
  return (
    <Alert
      role="alert"
      color="lingon"
      icon={<IconAlertTriangle aria-hidden />}
      title={title || t('error.title')}
    >
      {problem.detail !== title && problem.detail}
      {rest.map((item) => (
        <div key={`${item.pointer}${item.code}`}>
          {item.pointer}: {item.detail}
        </div>
      ))}
    </Alert>
  );
};
