import { paging, type RawSearch } from '@/lib/search';

export const parseHomeSearch = (raw: RawSearch) => paging(raw);
