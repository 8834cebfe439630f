import { Alert, Button, Group, Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { ProblemAlert } from '@/ui/problem-alert';

type Props = {
  permission: string;
  isDirty: boolean;
  isPending: boolean;
  error: unknown;
  values: object;
  onSubmit: FormEventHandler<HTMLFormElement>;
  children: ReactNode;
};

/** A form of settings: locked, with the reason, for those who may only read. */
export const SettingsForm = (props: Props) => {
  const { t } = useTranslation();
  const may = useMay(props.permission);
  return (
    <form onSubmit={props.onSubmit} noValidate>
      <Stack maw={620}>
        {!may && <Alert color="fjord">{t('forbidden.control')}</Alert>}
        <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
          <Stack>{props.children}</Stack>
        </fieldset>
        <ProblemAlert error={props.error} shownAt={props.values} />
        <Group>
          <Button type="submit" disabled={!may || !props.isDirty} loading={props.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
