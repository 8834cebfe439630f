import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['fi', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'karhu-language';

const wordsOf = {
  fi: () => import('@/locales/fi'),
  sv: () => import('@/locales/sv'),
  en: () => import('@/locales/en'),
};

const isLanguage = (value: string | null | undefined): value is Language =>
  languages.some((language) => language === value);

export const rememberedLanguage = (): Language => {
  const stored = localStorage.getItem(storageKey);
  if (isLanguage(stored)) return stored;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return spoken ?? 'en';
};

const loadWords = async (language: Language) => {
  if (i18next.hasResourceBundle(language, 'common')) return;
  const { words } = await wordsOf[language]();
  for (const [path, content] of Object.entries(words)) {
    const namespace = path.split('/').at(-1)?.replace('.json', '') ?? '';
    i18next.addResourceBundle(language, namespace, content);
  }
};

export const speak = async (language: Language) => {
  await loadWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
};

export const startI18n = async (language: Language) => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['common'],
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(language);
};
