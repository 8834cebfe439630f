import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/ui/panel';
import { PdfView } from '@/ui/pdf-view';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './letter.module.css';
import type { LetterInMaking } from './use-letter';

/** The letter as the customer will see it, drawn anew when the terms change. */
export const LetterPreview = ({ letter }: { letter: LetterInMaking }) => {
  const { t } = useTranslation('collection');
  const { preview, canGo, isSettling } = letter;
  return (
    <div className={classes.paper} data-stale={isSettling || preview.isFetching || undefined}>
      <Panel title={t('send.preview')}>
        {!canGo && <p style={{ margin: 0 }}>{t('send.noPreview')}</p>}
        {canGo && preview.data && <Paper pdf={preview.data} label={t('send.preview')} />}
        {canGo &&
          !preview.data &&
          (preview.error ? (
            <ErrorState error={preview.error} onRetry={preview.refetch} />
          ) : (
            <SkeletonRows />
          ))}
      </Panel>
    </div>
  );
};

const Paper = ({ pdf, label }: { pdf: Blob; label: string }) => {
  const load = useCallback(() => Promise.resolve(pdf), [pdf]);
  return <PdfView load={load} label={label} />;
};
