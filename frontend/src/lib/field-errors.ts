import { problemOf } from '@/api/problem';
import { useCodes } from './codes';

const pathOf = (pointer: string) => pointer.replace(/^#?\//, '').replaceAll('/', '.');

/** A problem's errors by form path (`/steps/0/fee` is `steps.0.fee`), in the reader's words. */
export const useFieldErrors = () => {
  const { has, word } = useCodes();
  return (error: unknown): Record<string, string> =>
    Object.fromEntries(
      (problemOf(error)?.errors ?? []).map(({ pointer, code, detail }) => [
        pathOf(pointer),
        has('fault', code) ? word('fault', code) : detail,
      ]),
    );
};
