import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';

/** The number of a line's account, or what it is for while it has none. */
export const useAccountOf = () => {
  const { word } = useCodes();
  return ({ account, role }: Schemas['VoucherLine']) => account ?? word('accountRole', role);
};
