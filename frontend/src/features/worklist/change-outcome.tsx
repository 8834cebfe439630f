import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { PrintablePdf } from './printable-pdf';
import { RefusedRows } from './refused-rows';
import { UndoChange } from './undo-change';
import { useTabName } from './use-tab-name';

type Props = {
  change: Schemas['StatusChange'];
  list: Schemas['Worklist'] | undefined;
  onClose: () => void;
};

/** What a change of status did, and its letters to be printed: opens by itself afterwards. */
export const ChangeOutcome = ({ change, list, onClose }: Props) => {
  const { t } = useTranslation('worklist');
  const common = useTranslation().t;
  const tabName = useTabName(list);
  const isHandover = change.target === 'handover';
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('outcomeTitle', { count: change.changed_count, target: tabName(change.target) })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        {change.refused.length > 0 && <RefusedRows refused={change.refused} />}
        {isHandover && change.changed_count > 0 && <Material id={change.id} />}
        {change.letter_count > 0 && <Letters change={change} />}
        <Group justify="flex-end">
          {change.standing_count > 0 && <UndoChange change={change} onDone={onClose} />}
          <Button onClick={onClose} data-autofocus>
            {t('ready')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

const Material = ({ id }: { id: string }) => {
  const { t } = useTranslation('worklist');
  const companyId = useCompanyId();
  return (
    <Stack gap="xs">
      <Text size="sm">{t('materialText')}</Text>
      <div>
        <Button
          component="a"
          href={`/v1/companies/${companyId}/status-changes/${id}/material.csv`}
          variant="light"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('material')}
        </Button>
      </div>
    </Stack>
  );
};

/* So many letters are set in a few seconds; more come in parts. */
const partSize = 200;

const partsOf = (count: number) =>
  Array.from({ length: Math.ceil(count / partSize) }, (_, part) => ({
    value: String(part),
    label: `${part * partSize + 1}–${Math.min(count, (part + 1) * partSize)}`,
  }));

const Letters = ({ change }: { change: Schemas['StatusChange'] }) => {
  const { t } = useTranslation('worklist');
  const company_id = useCompanyId();
  const { id, paper_count, letter_count } = change;
  const [which, setWhich] = useState<string>(paper_count > 0 ? 'print' : 'all');
  const [part, setPart] = useState(0);
  const count = which === 'print' ? paper_count : letter_count;
  const load = useCallback(async () => {
    const { data } = await client.POST('/v1/companies/{company_id}/letter-prints', {
      params: { path: { company_id } },
      body: {
        status_change_id: id,
        skip: part * partSize,
        ...(which === 'print' ? { channel: 'print' as const } : {}),
      },
      parseAs: 'blob',
    });
    return data as unknown as Blob;
  }, [company_id, id, which, part]);
  return (
    <Stack gap="xs">
      {paper_count > 0 && paper_count < letter_count && (
        <SegmentedControl
          aria-label={t('whichLetters')}
          value={which}
          onChange={(next) => {
            setWhich(next);
            setPart(0);
          }}
          data={[
            { value: 'print', label: t('onPaper', { count: paper_count }) },
            { value: 'all', label: t('allLetters', { count: letter_count }) },
          ]}
        />
      )}
      {count > partSize && (
        <SegmentedControl
          aria-label={t('parts')}
          value={String(part)}
          onChange={(next) => setPart(Number(next))}
          data={partsOf(count)}
        />
      )}
      <PrintablePdf load={load} />
    </Stack>
  );
};
