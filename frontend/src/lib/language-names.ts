import type { Language } from './i18n';

/** Each language by its own name. */
export const languageNames: Record<Language, string> = {
  fi: 'Suomi',
  sv: 'Svenska',
  en: 'English',
};
