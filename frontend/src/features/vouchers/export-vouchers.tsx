import { Button, Group, Modal, SimpleGrid, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { DayField } from '@/ui/day-field';

type Props = {
  from: string | undefined;
  to: string | undefined;
  today: string;
  onClose: () => void;
};

/** Downloads the voucher lines of a span of days; the month of today unless the list says more. */
export const ExportVouchers = ({ from, to, today, onClose }: Props) => {
  const { t } = useTranslation('vouchers');
  const common = useTranslation().t;
  const companyId = useCompanyId();
  const [first, setFirst] = useState(from ?? `${today.slice(0, 8)}01`);
  const [last, setLast] = useState(to ?? today);
  const query = new URLSearchParams({ booked_from: first, booked_to: last });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('export.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <p>{t('export.text')}</p>
        <SimpleGrid cols={2}>
          <DayField
            label={t('from')}
            value={first}
            maxDate={last}
            onChange={(on) => setFirst(on ?? first)}
          />
          <DayField
            label={t('to')}
            value={last}
            minDate={first}
            onChange={(on) => setLast(on ?? last)}
          />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            component="a"
            href={`/v1/companies/${companyId}/voucher-lines?${query}`}
            download
            data-autofocus
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={onClose}
          >
            {t('export.do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
