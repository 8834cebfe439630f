import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createQueryClient } from '@/api/query-client';
import { createAppRouter } from '@/app/router';
import { theme, tokens } from '@/app/theme';
import { startI18n } from '@/lib/i18n';

/** Opens the client at an address, in English, with a person at the keyboard. */
export const visit = async (address: string) => {
  await startI18n('en');
  const queryClient = createQueryClient(() => {});
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  render(
    <MantineProvider theme={theme} cssVariablesResolver={tokens} env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, person: userEvent.setup() };
};
