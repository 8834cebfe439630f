import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from '@/api/problem';

const isFinal = (error: unknown) => {
  const status = problemOf(error)?.status ?? 0;
  return status >= 400 && status < 500;
};

/** Writes refresh whatever is on the screen; a session that ended is reported once. */
export const createQueryClient = (onSignedOut: () => void) => {
  const noticeSignedOut = (error: unknown) => {
    if (problemOf(error)?.status === 401) onSignedOut();
  };
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignedOut }),
    mutationCache: new MutationCache({
      onError: noticeSignedOut,
      onSuccess: (_data, _variables, _result, { meta }) => {
        if (meta?.endsSession) return;
        // Not awaited: a form that is drawn anew must first have said that it was saved.
        void queryClient.invalidateQueries();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => !isFinal(error) && count < 2,
      },
    },
  });
  return queryClient;
};
