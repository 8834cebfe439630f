import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import type { Language } from '@/lib/i18n';
import classes from './template-editor.module.css';
import type { Flaw, Part } from './template-values';
import type { Insertion } from './use-insertion';

type Props = {
  language: Language;
  wording: Schemas['Wording'];
  flaws: Flaw[];
  insertion: Insertion;
  readOnly: boolean;
  onChange: (part: Partial<Schemas['Wording']>) => void;
};

/** Title and text in one language, each with its faults and where they are. */
export const WordingFields = (props: Props) => {
  const { language, wording, flaws, insertion, readOnly, onChange } = props;
  const { t } = useTranslation('letters');
  const of = (part: Part) => flaws.filter((flaw) => flaw.part === part);
  return (
    <div className={classes.wording} lang={language}>
      <TextInput
        ref={insertion.title}
        label={t('title')}
        maxLength={500}
        readOnly={readOnly}
        value={wording.title}
        onFocus={() => insertion.enter('title')}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        error={of('title').length > 0 && <Flaws flaws={of('title')} onGo={insertion.go} />}
      />
      <Textarea
        ref={insertion.text}
        label={t('text')}
        description={t('textText')}
        autosize
        minRows={9}
        maxRows={24}
        maxLength={8000}
        readOnly={readOnly}
        value={wording.text}
        onFocus={() => insertion.enter('text')}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        error={of('text').length > 0 && <Flaws flaws={of('text')} onGo={insertion.go} />}
      />
    </div>
  );
};

const Flaws = ({ flaws, onGo }: { flaws: Flaw[]; onGo: (flaw: Flaw) => void }) => {
  const { t } = useTranslation('letters');
  const { word, has } = useCodes();
  return flaws.map((flaw) => (
    <span key={`${flaw.code} ${flaw.line} ${flaw.column}`} className={classes.flaw}>
      {flaw.line !== undefined && (
        <button type="button" className={classes.place} onClick={() => onGo(flaw)}>
          {t('place', { line: flaw.line, column: flaw.column ?? 1 })}
        </button>
      )}{' '}
      {has('fault', flaw.code) ? word('fault', flaw.code) : flaw.detail}
    </span>
  ));
};
