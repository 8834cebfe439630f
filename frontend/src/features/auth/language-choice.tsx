import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages, speak } from '@/lib/i18n';
import { languageNames } from '@/lib/language-names';

export const LanguageChoice = () => {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('shell.language')}
      size="sm"
      value={i18n.language}
      onChange={(language) => speak(language as Language)}
      data={languages.map((value) => ({ value, label: languageNames[value] }))}
    />
  );
};
