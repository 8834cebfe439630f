import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useCodes } from '@/lib/codes';
import type { Language } from '@/lib/i18n';
import { PdfView } from '@/ui/pdf-view';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './template-editor.module.css';
import { flawsIn, type Kind } from './template-values';
import type { Preview } from './use-preview';
import { useVariables } from './use-variables';

type Props = { kind: Kind; language: Language; preview: Preview };

/** The letter of a real case, drawn anew while one writes. */
export const LivePreview = ({ kind, language, preview }: Props) => {
  const { t } = useTranslation('letters');
  const { word } = useCodes();
  const hasFlaws = flawsIn(problemOf(preview.error)).length > 0;
  const { data } = useVariables(kind, language);
  const says = (name: string) => data?.items.find((one) => one.name === name)?.example ?? '';
  return (
    <section className={classes.preview} aria-labelledby="letter-preview">
      <h2 id="letter-preview">{t('preview')}</h2>
      <p className={classes.case} data-faulty={hasFlaws || undefined} aria-live="polite">
        {hasFlaws
          ? t('previewFaulty')
          : t('previewOf', { number: says('invoice_number'), customer: says('customer_name') })}
      </p>
      {preview.pdf ? (
        <div className={classes.paper} data-stale={hasFlaws || undefined}>
          <Paper pdf={preview.pdf} label={word('letterKind', kind)} />
        </div>
      ) : preview.error && !hasFlaws ? (
        <ErrorState error={preview.error} onRetry={preview.refetch} />
      ) : (
        !hasFlaws && <SkeletonRows />
      )}
    </section>
  );
};

const Paper = ({ pdf, label }: { pdf: Blob; label: string }) => {
  const load = useCallback(() => Promise.resolve(pdf), [pdf]);
  return <PdfView load={load} label={label} />;
};
