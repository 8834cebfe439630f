import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCompanyId } from '@/api/session';
import { firstDispatchQuery } from '@/api/versioned';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { DispatchNights } from './dispatch-nights';
import { DispatchSettings } from './dispatch-settings';
import { DispatchSwitch } from './dispatch-switch';

/** Automatic dispatch: the switch, how invoices go, and how the last nights went. */
export const DispatchTab = () => {
  const companyId = useCompanyId();
  const [isDirty, setDirty] = useState(false);
  const { data, error, refetch } = useQuery(firstDispatchQuery(companyId));
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  return (
    <Stack gap="xl">
      <DispatchSwitch settings={data} isDirty={isDirty} />
      <DispatchSettings key={data.etag} settings={data} onDirty={setDirty} />
      <DispatchNights />
    </Stack>
  );
};
