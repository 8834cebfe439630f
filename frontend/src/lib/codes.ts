import { useTranslation } from 'react-i18next';

/* A code that a newer server knows and these words do not yet is shown readably, not hidden. */
const readable = (code: string) => {
  const words = code.replaceAll(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The words for the contract's stable codes. */
export const useCodes = () => {
  const { t, i18n } = useTranslation('codes');
  const word = (group: string, code: string) => {
    const key = `codes:${group}.${code.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key) : readable(code);
  };
  return {
    has: (group: string, code: string) =>
      i18n.exists(`codes:${group}.${code.replaceAll('.', '_')}`),
    reason: (code: string) => word('reason', code),
    reasonText: (code: string) => word('reasonText', code),
    event: (code: string) => word('event', code),
    cure: (code: string) => word('cure', code),
    step: (code: string) => word('step', code),
    channel: (code: string) => word('channel', code),
    outcome: (code: string) => word('outcome', code),
    word,
  };
};
