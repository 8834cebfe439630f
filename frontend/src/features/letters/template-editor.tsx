import { Button, Group, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { type Language, languages } from '@/lib/i18n';
import { Allowed } from '@/ui/allowed';
import { ProblemAlert } from '@/ui/problem-alert';
import { LanguageTabs } from './language-tabs';
import { LivePreview } from './live-preview';
import classes from './template-editor.module.css';
import { type Flaw, flawsIn, type Kind, type TemplateValues, type Texts } from './template-values';
import { useInsertion } from './use-insertion';
import { usePreview } from './use-preview';
import { VariableList } from './variable-list';
import { WordingFields } from './wording-fields';

type Props = {
  kind: Kind;
  initial: TemplateValues;
  language: Language;
  onLanguage: (language: Language) => void;
  isPending: boolean;
  error: unknown;
  onSave: (values: TemplateValues) => void;
};

const missingIn = (texts: Texts): Language[] =>
  languages.filter((one) => !texts[one].title.trim() || !texts[one].text.trim());

/** Words on the left, the letter as they make it on the right. */
export const TemplateEditor = (props: Props) => {
  const { kind, initial, language, onLanguage, error } = props;
  const { t } = useTranslation('letters');
  const may = useMay('templates.edit');
  const [values, setValues] = useState(initial);
  const [isNameless, setNameless] = useState(false);
  const change = (part: Partial<TemplateValues>) => setValues({ ...values, ...part });
  const wording = values.texts[language];
  const setWording = (part: Partial<typeof wording>) =>
    change({ texts: { ...values.texts, [language]: { ...wording, ...part } } });
  const insertion = useInsertion(wording, setWording);
  const [settled] = useDebouncedValue(wording, 500);
  const preview = usePreview(kind, language, settled);
  const refused = flawsIn(problemOf(error)).filter((flaw) => flaw.language !== language);
  const flaws = [...flawsIn(problemOf(preview.error)), ...refused];
  return (
    <div className={classes.editor}>
      <form
        className={classes.words}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setNameless(!values.name.trim());
          if (values.name.trim()) props.onSave(values);
        }}
      >
        <NameFields {...props} values={values} isNameless={isNameless} onChange={change} />
        <LanguageTabs
          language={language}
          missing={missingIn(values.texts)}
          faulty={flaws.map((flaw) => flaw.language)}
          onLanguage={onLanguage}
        />
        <WordingFields
          key={language}
          language={language}
          wording={wording}
          flaws={flaws.filter((flaw: Flaw) => flaw.language === language)}
          insertion={insertion}
          readOnly={!may}
          onChange={setWording}
        />
        <VariableList kind={kind} language={language} readOnly={!may} onInsert={insertion.insert} />
        <ProblemAlert error={error} shownAt={{ name: 1, texts: 1 }} />
        <Group className={classes.save}>
          <Allowed may={may}>
            <Button type="submit" loading={props.isPending}>
              {t('save')}
            </Button>
          </Allowed>
        </Group>
      </form>
      <LivePreview kind={kind} language={language} preview={preview} />
    </div>
  );
};

type NameProps = Props & {
  values: TemplateValues;
  isNameless: boolean;
  onChange: (part: Partial<TemplateValues>) => void;
};

const NameFields = ({ kind, values, isNameless, error, onChange }: NameProps) => {
  const { t } = useTranslation('letters');
  const { word } = useCodes();
  const may = useMay('templates.edit');
  const fieldErrors = useFieldErrors();
  return (
    <div className={classes.name}>
      <TextInput
        label={t('name')}
        required
        maxLength={250}
        readOnly={!may}
        value={values.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={isNameless && !values.name.trim() ? t('nameNeeded') : fieldErrors(error).name}
      />
      <Switch
        label={t('default')}
        description={t('defaultText', { kind: word('letterKind', kind) })}
        disabled={!may}
        checked={values.is_default}
        onChange={(event) => onChange({ is_default: event.currentTarget.checked })}
      />
    </div>
  );
};
