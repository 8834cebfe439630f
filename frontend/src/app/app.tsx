import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createQueryClient } from '@/api/query-client';
import { createAppRouter } from './router';
import { theme, tokens } from './theme';
import 'dayjs/locale/fi';
import 'dayjs/locale/sv';

const createWorld = () => {
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    router.navigate({ to: '/sign-in', search: { redirect: href, ended: '1' } });
  });
  const router = createAppRouter(queryClient);
  return { queryClient, router };
};

export const App = () => {
  const { i18n } = useTranslation();
  const [{ queryClient, router }] = useState(createWorld);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} forceColorScheme="light">
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-right" autoClose={5000} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
};
