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
  const isKnown = has('problem', problem.code);
  const title = isKnown ? word('problem', problem.code) : problem.title;
  const rest = shownAtFields ? [] : (problem.errors ?? []);
  return (
    <Alert
      role="alert"
      color="lingon"
      icon={<IconAlertTriangle aria-hidden />}
      title={title || t('error.title')}
    >
      {!isKnown && problem.detail !== title && rest.length === 0 && problem.detail}
      {rest.map((item) => (
        <div key={`${item.pointer}${item.code}`}>
          {has('fault', item.code) ? word('fault', item.code) : item.detail}
        </div>
      ))}
    </Alert>
  );
};
