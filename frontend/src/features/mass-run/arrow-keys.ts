import type { KeyboardEvent } from 'react';

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows go from one row's box to the next; anything else keeps its own keys. */
export const walkBoxes = (event: KeyboardEvent<HTMLElement>) => {
  const step = steps[event.key];
  const from = event.target as HTMLElement;
  if (!step || !from.matches('input[type="checkbox"]')) return;
  if (from.closest('[data-own-keys]')) return;
  const every = event.currentTarget.querySelectorAll<HTMLInputElement>(
    'input[type="checkbox"]:not(:disabled)',
  );
  const boxes = [...every].filter((box) => !box.closest('[data-own-keys]'));
  const next = boxes.indexOf(from as HTMLInputElement) + step;
  const box = boxes[next];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.scrollIntoView({ block: 'nearest' });
};
