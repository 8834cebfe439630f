import { Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconBan, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { useRuleName } from '@/lib/rule-name';
import type { Selection } from '@/lib/selection';
import { ActionMenu } from '@/ui/action-menu';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Rule = Schemas['Rule'];

/** "Do for selected": move the chosen customers to another rule, or block their automation. */
export const MoveMenu = ({ selection }: { selection: Selection }) => {
  const { t } = useTranslation('customers');
  const ruleName = useRuleName();
  const company_id = useCompanyId();
  const may = useMay('rules.edit');
  const [target, setTarget] = useState<Rule>();
  const rules = $api.useQuery('get', '/v1/companies/{company_id}/rules', companyPath(company_id), {
    enabled: may,
  });
  const all = rules.data?.items ?? [];
  const blocked = all.find(({ built_in }) => built_in === 'automation_blocked');
  return (
    <>
      <ActionMenu
        may={may}
        position="top-end"
        button={
          <Button rightSection={<IconChevronUp size={16} aria-hidden />}>
            {t('doForSelected')}
          </Button>
        }
      >
        <Menu.Label>{t('moveTo')}</Menu.Label>
        {all
          .filter((rule) => rule !== blocked)
          .map((rule) => (
            <Menu.Item
              key={rule.id}
              leftSection={<IconArrowsExchange size={16} aria-hidden />}
              onClick={() => setTarget(rule)}
            >
              {ruleName(rule)}
            </Menu.Item>
          ))}
        {blocked && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconBan size={16} aria-hidden />}
              onClick={() => setTarget(blocked)}
            >
              {t('block')}
            </Menu.Item>
          </>
        )}
      </ActionMenu>
      {target && (
        <MoveConfirm target={target} selection={selection} onClose={() => setTarget(undefined)} />
      )}
    </>
  );
};

type ConfirmProps = { target: Rule; selection: Selection; onClose: () => void };

const MoveConfirm = ({ target, selection, onClose }: ConfirmProps) => {
  const { t } = useTranslation('customers');
  const ruleName = useRuleName();
  const company_id = useCompanyId();
  const move = $api.useMutation('post', '/v1/companies/{company_id}/customer-moves');
  const blocks = target.built_in === 'automation_blocked';
  const rule = ruleName(target);
  const confirm = () =>
    move.mutate(
      {
        ...companyPath(company_id),
        body: { rule_id: target.id, customer_ids: [...selection.ids] },
      },
      {
        onSuccess: ({ moved_count }) => {
          toast(t('moved', { count: moved_count, rule }));
          selection.clear();
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      title={t(blocks ? 'blockTitle' : 'moveTitle', { count: selection.count, rule })}
      confirm={t(blocks ? 'block' : 'move')}
      isPending={move.isPending}
      error={move.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t(blocks ? 'blockText' : 'moveText')}
    </Confirm>
  );
};
