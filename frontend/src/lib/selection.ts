import { useCallback, useState } from 'react';

/** Rows chosen on any page of a list; leaving the list forgets them. */
export const useSelection = () => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setIds((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const setAll = useCallback((page: string[], isChosen: boolean) => {
    setIds((before) => {
      const after = new Set(before);
      for (const id of page) isChosen ? after.add(id) : after.delete(id);
      return after;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, toggle, setAll, clear, count: ids.size };
};

export type Selection = ReturnType<typeof useSelection>;
