import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '@/lib/i18n';
import classes from './template-editor.module.css';

type Props = {
  language: Language;
  missing: Language[];
  faulty: Language[];
  onLanguage: (language: Language) => void;
};

/** The three languages of a text, each marked when something is missing or wrong in it. */
export const LanguageTabs = ({ language, missing, faulty, onLanguage }: Props) => {
  const { t } = useTranslation('letters');
  const common = useTranslation().t;
  const mark = (one: Language) => {
    if (missing.includes(one))
      return <IconPencil size={14} aria-label={t('missing')} role="img" className={classes.wait} />;
    if (faulty.includes(one))
      return (
        <IconAlertTriangle size={14} aria-label={t('faulty')} role="img" className={classes.bad} />
      );
    return null;
  };
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('language')}
      value={language}
      onChange={(value) => onLanguage(value as Language)}
      data={languages.map((one) => ({
        value: one,
        label: (
          <span className={classes.language}>
            {common(`languageName.${one}`)}
            {mark(one)}
          </span>
        ),
      }))}
    />
  );
};
