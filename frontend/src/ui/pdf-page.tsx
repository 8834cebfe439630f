import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PdfDocument } from './pdf-document';
import classes from './pdf-view.module.css';

type Props = {
  document: PdfDocument;
  number: number;
  width: number;
  onError: (error: unknown) => void;
};

/** One page: drawn aside and then put in place, so that a new drawing does not flicker. */
export const PdfPage = ({ document, number, width, onError }: Props) => {
  const { t } = useTranslation();
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    let isCurrent = true;
    const draw = async () => {
      const { drawPage } = await import('./pdf-document');
      const { canvas, text } = await drawPage(document, number, width);
      if (!isCurrent) return;
      canvas.className = classes.picture ?? '';
      canvas.setAttribute('aria-hidden', 'true');
      text.className = classes.words ?? '';
      sheet.current?.replaceChildren(canvas, text);
    };
    draw().catch((error) => isCurrent && onError(error));
    return () => {
      isCurrent = false;
    };
  }, [document, number, width, onError]);
  return (
    <section
      ref={sheet}
      className={classes.sheet}
      style={{ width }}
      aria-label={t('pdf.page', { number, count: document.numPages })}
    />
  );
};
