import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, rememberCsrfToken } from '@/api/client';
import { problemOf } from '@/api/problem';
import { ProblemAlert } from '@/ui/problem-alert';

type Props = { hasEnded: boolean; onSignedIn: () => void };

export const SignInForm = ({ hasEnded, onSignedIn }: Props) => {
  const { t } = useTranslation();
  const signIn = $api.useMutation('post', '/v1/sessions');
  const filled = (value: string) => (value ? null : t('signIn.required'));
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: { email: (value) => filled(value.trim()), password: filled },
  });
  const submit = form.onSubmit(({ email, password }) =>
    signIn.mutate(
      { body: { email: email.trim(), password } },
      {
        onSuccess: ({ csrf_token }) => {
          rememberCsrfToken(csrf_token);
          onSignedIn();
        },
      },
    ),
  );
  const isRefused = problemOf(signIn.error)?.status === 401;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {hasEnded && !signIn.error && <Alert color="fjord">{t('signIn.ended')}</Alert>}
        {isRefused && (
          <Alert color="lingon" role="alert">
            {t('signIn.refused')}
          </Alert>
        )}
        {!isRefused && <ProblemAlert error={signIn.error} />}
        <TextInput
          size="md"
          type="email"
          name="email"
          autoComplete="username"
          label={t('signIn.email')}
          data-autofocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          size="md"
          name="password"
          autoComplete="current-password"
          label={t('signIn.password')}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" loading={signIn.isPending} mt="xs">
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
};
