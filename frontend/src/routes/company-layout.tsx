import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { rememberCsrfToken } from '@/api/client';
import { useCompany } from '@/api/session';
import { Shell } from '@/features/shell/shell';
import { ZoneContext } from '@/lib/zone';
import { MissingPage } from './missing-page';
import { PendingPage } from './pending-page';

export const CompanyLayout = () => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const company = useCompany();
  const leave = async () => {
    rememberCsrfToken(undefined);
    await navigate({ to: '/sign-in' });
    queryClient.clear();
  };
  return (
    <ZoneContext value={company.time_zone || undefined}>
      <Shell onSignedOut={leave}>
        {company.name ? (
          <Suspense fallback={<PendingPage />}>
            <Outlet />
          </Suspense>
        ) : (
          <MissingPage />
        )}
      </Shell>
    </ZoneContext>
  );
};
