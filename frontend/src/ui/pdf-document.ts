/* Loaded only when a PDF is looked at: PDF.js is larger than the rest of the client. */
import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  TextLayer,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

export type PdfDocument = PDFDocumentProxy;

export type Drawing = { canvas: HTMLCanvasElement; text: HTMLElement; height: number };

export const openPdf = (bytes: Uint8Array): Promise<PdfDocument> =>
  getDocument({ data: bytes, useWasm: false, enableXfa: false }).promise;

/** A page as a picture of the given width (CSS pixels), and its words to lay over it. */
export const drawPage = async (
  document: PdfDocument,
  number: number,
  width: number,
): Promise<Drawing> => {
  const page = await document.getPage(number);
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const density = Math.min(window.devicePixelRatio || 1, 3);
  const canvas = window.document.createElement('canvas');
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  const transform = [density, 0, 0, density, 0, 0];
  await page.render({ canvas, viewport, transform }).promise;
  const text = window.document.createElement('div');
  text.style.setProperty('--total-scale-factor', String(scale));
  const content = await page.getTextContent();
  await new TextLayer({ textContentSource: content, container: text, viewport }).render();
  return { canvas, text, height: viewport.height };
};
