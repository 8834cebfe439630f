import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import type { Selection } from '@/lib/selection';
import type { Row } from './row-standing';

type Options = {
  rows: Row[];
  selection: Selection | undefined;
  onOpen: (row: Row) => void;
  onNote: (row: Row) => void;
  onChange: () => void;
};

/** Whether a row can be chosen: what is grey, red or at an agency cannot. */
export const canChoose = ({ case_id, standing }: Row) =>
  Boolean(case_id) && (standing === 'movable' || standing === 'stopped');

const isOnControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label') !== null;

/** Arrows walk the rows, space chooses, shift chooses as far as one walks or clicks. */
export const useRowKeys = ({ rows, selection, onOpen, onNote, onChange }: Options) => {
  const [active, setActive] = useState(0);
  const places = useRef<(HTMLTableRowElement | null)[]>([]);
  const from = useRef(0);
  const at = Math.min(active, rows.length - 1);

  const choose = (index: number, other = index) => {
    const range = rows.slice(Math.min(index, other), Math.max(index, other) + 1);
    const ids = range.filter(canChoose).map(({ case_id }) => case_id as string);
    if (ids.length > 0) selection?.setAll(ids, true);
  };
  const toggle = (index: number) => {
    const row = rows[index];
    if (row && canChoose(row)) selection?.toggle(row.case_id as string);
    from.current = index;
  };
  const walk = (to: number, extends_: boolean) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    if (extends_) choose(from.current, next);
    else from.current = next;
    setActive(next);
    places.current[next]?.focus();
  };
  const acts: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: (event) => walk(at + 1, event.shiftKey),
    ArrowUp: (event) => walk(at - 1, event.shiftKey),
    Home: (event) => walk(0, event.shiftKey),
    End: (event) => walk(rows.length - 1, event.shiftKey),
    ' ': () => toggle(at),
    Enter: () => rows[at] && onOpen(rows[at]),
    n: () => rows[at] && onNote(rows[at]),
    s: onChange,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  const rowProps = (row: Row, index: number) => ({
    ref: (place: HTMLTableRowElement | null) => {
      places.current[index] = place;
    },
    tabIndex: index === at ? 0 : -1,
    onFocus: () => setActive(index),
    onClick: (event: MouseEvent) => {
      if (isOnControl(event.target)) return;
      if (event.shiftKey) choose(from.current, index);
      else from.current = index;
      places.current[index]?.focus();
    },
    onDoubleClick: (event: MouseEvent) => !isOnControl(event.target) && onOpen(row),
  });
  return { onKeyDown, rowProps };
};
