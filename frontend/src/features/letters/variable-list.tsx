import { useTranslation } from 'react-i18next';
import type { Language } from '@/lib/i18n';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './template-editor.module.css';
import type { Kind } from './template-values';
import { useVariables } from './use-variables';

type Props = {
  kind: Kind;
  language: Language;
  readOnly: boolean;
  onInsert: (piece: string) => void;
};

/** The variables by meaning, each put in at the cursor by a click; Finns see the Finnish names. */
export const VariableList = ({ kind, language, readOnly, onInsert }: Props) => {
  const { t, i18n } = useTranslation('letters');
  const { data, error, refetch } = useVariables(kind, language);
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={4} />;
  const isFinnish = i18n.language === 'fi';
  return (
    <details className={classes.variables} open>
      <summary>{t('variablesTitle')}</summary>
      <p className={classes.hint}>{t('variablesText')}</p>
      <ul>
        {data.items.map(({ name, finnish_name, code, example }) => {
          const shown = isFinnish ? finnish_name : name;
          return (
            <li key={name}>
              <button
                type="button"
                disabled={readOnly}
                onClick={() => onInsert(`{{ ${shown} }}`)}
                aria-label={t('insert', { name: t(`variables.${code}`) })}
              >
                <span className={classes.meaning}>{t(`variables.${code}`)}</span>
                <code>{shown}</code>
                <span className={classes.example}>{example || t('nothing')}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
};
