import { type RefObject, useEffect, useRef } from 'react';
import type { Schemas } from '@/api/client';
import { type Flaw, inserted, offsetOf, type Part } from './template-values';

export type Insertion = {
  title: RefObject<HTMLInputElement | null>;
  text: RefObject<HTMLTextAreaElement | null>;
  enter: (part: Part) => void;
  insert: (piece: string) => void;
  go: (flaw: Flaw) => void;
};

/** Puts a variable where the cursor was last, and the cursor where a fault is. */
export const useInsertion = (
  wording: Schemas['Wording'],
  onChange: (part: Partial<Schemas['Wording']>) => void,
): Insertion => {
  const title = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const last = useRef<Part>('text');
  const waiting = useRef<{ part: Part; at: number }>(undefined);
  const field = (part: Part) => (part === 'title' ? title.current : text.current);
  // Once the new words are drawn, the cursor goes behind what was put in.
  useEffect(() => {
    const { part, at } = waiting.current ?? {};
    if (!part || at === undefined) return;
    waiting.current = undefined;
    field(part)?.focus();
    field(part)?.setSelectionRange(at, at);
  });
  const insert = (piece: string) => {
    const part = last.current;
    const own = field(part);
    const from = own?.selectionStart ?? wording[part].length;
    const to = own?.selectionEnd ?? from;
    waiting.current = { part, at: from + piece.length };
    onChange({ [part]: inserted(wording[part], piece, from, to) });
  };
  const go = ({ part, line = 1, column = 1 }: Flaw) => {
    const at = offsetOf(wording[part], line, column);
    field(part)?.focus();
    field(part)?.setSelectionRange(at, at + 1);
  };
  const enter = (part: Part) => {
    last.current = part;
  };
  return { title, text, enter, insert, go };
};
