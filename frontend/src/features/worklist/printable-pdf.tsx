import { Button, Group } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PdfView } from '@/ui/pdf-view';

/** Hands a document to the browser's own print dialog, without leaving the page. */
const print = async (load: () => Promise<Blob>) => {
  const address = URL.createObjectURL(await load());
  const frame = document.createElement('iframe');
  frame.style.display = 'none';
  frame.src = address;
  frame.onload = () => frame.contentWindow?.print();
  document.body.append(frame);
  window.addEventListener(
    'focus',
    () => {
      frame.remove();
      URL.revokeObjectURL(address);
    },
    { once: true },
  );
};

/** Letters as they will be on paper, and the button that prints them. */
export const PrintablePdf = ({ load }: { load: () => Promise<Blob> }) => {
  const { t } = useTranslation('worklist');
  const [isPending, setPending] = useState(false);
  const start = () => {
    setPending(true);
    void print(load).finally(() => setPending(false));
  };
  return (
    <>
      <Group justify="flex-end">
        <Button
          variant="light"
          loading={isPending}
          onClick={start}
          leftSection={<IconPrinter size={16} aria-hidden />}
        >
          {t('print')}
        </Button>
      </Group>
      <PdfView load={load} label={t('letters')} />
    </>
  );
};
