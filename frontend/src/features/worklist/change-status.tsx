import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { ProblemAlert } from '@/ui/problem-alert';
import { TargetChoice } from './target-choice';
import { useTabName } from './use-tab-name';

type Change = Schemas['StatusChange'];
type Props = {
  list: Schemas['Worklist'];
  /** What the tab suggests. */
  target: string | undefined;
  count: number;
  chosen: Pick<Schemas['StatusChangeWrite'], 'case_ids' | 'matching'>;
  undoMinutes: number | undefined;
  onDone: (change: Change) => void;
  onClose: () => void;
};

/** Asks for the step, and does it for all chosen rows at once. */
export const ChangeStatus = (props: Props) => {
  const { list, count, chosen, undoMinutes, onDone, onClose } = props;
  const { t } = useTranslation('worklist');
  const common = useTranslation().t;
  const tabName = useTabName(list);
  const company_id = useCompanyId();
  const first = list.tabs.find(({ key }) => key !== 'list')?.key;
  const [target, setTarget] = useState(props.target ?? first);
  const change = $api.useMutation('post', '/v1/companies/{company_id}/status-changes');
  const submit = () =>
    target &&
    change.mutate(
      { ...companyPath(company_id), body: { target, ...chosen } },
      { onSuccess: onDone },
    );
  const told = target === 'handover' ? 'handoverText' : 'changeText';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('changeTitle', { count })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <TargetChoice list={list} value={target} onChange={setTarget} />
          <Text size="sm" c="dimmed">
            {t(told, { minutes: undoMinutes ?? 30, agency: list.collection_agency })}
          </Text>
          <ProblemAlert error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" data-autofocus loading={change.isPending} disabled={!target}>
              {target ? t('changeTo', { target: tabName(target) }) : t('change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
