import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconDownload, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PdfDocument } from './pdf-document';
import { PdfPage } from './pdf-page';
import classes from './pdf-view.module.css';
import { ErrorState } from './states';

type Props = {
  /** Fetches the PDF; another function (keep it with `useCallback`) fetches it anew. */
  load: () => Promise<Blob>;
  /** What the document is: for those who hear the screen, and the name of its file. */
  label: string;
};

const zooms = [1, 1.5, 2, 3];

/** A PDF in the page: fitted to its width, readable aloud, to be zoomed and downloaded. */
export const PdfView = ({ load, label }: Props) => {
  const { t } = useTranslation();
  const { opened, error, isLoading, retry, fail } = usePdf(load);
  const { ref, width } = useElementSize();
  const [zoom, setZoom] = useState(0);
  if (error) return <ErrorState error={error} onRetry={retry} />;
  return (
    <div className={classes.view} aria-busy={isLoading}>
      <Bar label={label} opened={opened} zoom={zoom} onZoom={setZoom} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by key */}
      <section className={classes.scroller} tabIndex={0} aria-label={label}>
        <div ref={ref} className={classes.column}>
          {!opened && (
            <div role="status" aria-label={t('loading')}>
              <Skeleton className={classes.blank} radius="sm" />
            </div>
          )}
          {opened && width > 0 && (
            <Pages
              document={opened.document}
              width={Math.floor(width * (zooms[zoom] ?? 1))}
              fail={fail}
            />
          )}
        </div>
      </section>
    </div>
  );
};

type PagesProps = { document: PdfDocument; width: number; fail: (error: unknown) => void };

const Pages = ({ document, width, fail }: PagesProps) =>
  Array.from({ length: document.numPages }, (_, index) => index + 1).map((number) => (
    <PdfPage key={number} document={document} number={number} width={width} onError={fail} />
  ));

type BarProps = {
  label: string;
  opened: Opened | undefined;
  zoom: number;
  onZoom: (zoom: number) => void;
};

const Bar = ({ label, opened, zoom, onZoom }: BarProps) => {
  const { t } = useTranslation();
  const count = opened?.document.numPages;
  return (
    <div className={classes.bar}>
      <span className={classes.count} aria-live="polite">
        {count === undefined ? t('loading') : t('pdf.pages', { count })}
      </span>
      <Tooltip label={t('pdf.smaller')}>
        <ActionIcon
          variant="subtle"
          color="stone"
          aria-label={t('pdf.smaller')}
          disabled={zoom === 0}
          onClick={() => onZoom(zoom - 1)}
        >
          <IconZoomOut size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('pdf.larger')}>
        <ActionIcon
          variant="subtle"
          color="stone"
          aria-label={t('pdf.larger')}
          disabled={zoom === zooms.length - 1}
          onClick={() => onZoom(zoom + 1)}
        >
          <IconZoomIn size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {opened && (
        <Tooltip label={t('pdf.download')}>
          <ActionIcon
            component="a"
            variant="subtle"
            color="stone"
            href={opened.address}
            download={`${label}.pdf`}
            aria-label={t('pdf.download')}
          >
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
};

type Opened = { document: PdfDocument; address: string };

const open = async (blob: Blob): Promise<Opened> => {
  const { openPdf } = await import('./pdf-document');
  const document = await openPdf(new Uint8Array(await blob.arrayBuffer()));
  return { document, address: URL.createObjectURL(blob) };
};

const close = ({ document, address }: Opened) => {
  URL.revokeObjectURL(address);
  void document.loadingTask.destroy();
};

/** The document that was fetched last; the one before stays until the next can be shown. */
const usePdf = (load: () => Promise<Blob>) => {
  const [opened, setOpened] = useState<Opened>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const [isLoading, setLoading] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    let isCurrent = true;
    setLoading(true);
    setError(undefined);
    load()
      .then(open)
      .then((next) => (isCurrent ? setOpened(next) : close(next)))
      .catch((reason) => isCurrent && setError(reason))
      .finally(() => isCurrent && setLoading(false));
    return () => {
      isCurrent = false;
    };
  }, [load, attempt]);
  useEffect(() => () => opened && close(opened), [opened]);
  const fail = useCallback((reason: unknown) => setError(reason), []);
  const retry = () => setAttempt((count) => count + 1);
  return { opened, error, isLoading, retry, fail };
};
