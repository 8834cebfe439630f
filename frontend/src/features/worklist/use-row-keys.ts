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
  const act = (event: KeyboardEvent): boolean => {
    const row = rows[at];
    switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
      case 'ArrowDown':
        walk(at + 1, event.shiftKey);
        return true;
      case 'ArrowUp':
        walk(at - 1, event.shiftKey);
        return true;
      case 'Home':
        walk(0, event.shiftKey);
        return true;
      case 'End':
        walk(rows.length - 1, event.shiftKey);
        return true;
      case ' ':
        toggle(at);
        return true;
      case 'Enter':
        if (row) onOpen(row);
        return true;
      case 'n':
        if (row) onNote(row);
        return true;
      case 's':
        onChange();
        return true;
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLTableRowElement)) return;
    if (act(event)) event.preventDefault();
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
