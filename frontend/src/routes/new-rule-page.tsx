import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { CustomerPicker } from '@/features/customers/customer-picker';
import { RuleWizard } from '@/features/rules/rule-wizard';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ForbiddenState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { toast } from '@/ui/toast';

export const NewRulePage = () => {
  const { t } = useTranslation('rules');
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const selection = useSelection();
  const may = useMay('rules.edit');
  if (!may) return <ForbiddenState />;
  const created = (rule: string) => {
    toast(t('wizard.created'));
    navigate({ to: '/c/$companyId/rules', params: { companyId }, search: { rule } });
  };
  const back = (
    <TextLink to="/c/$companyId/rules" params={{ companyId }}>
      {t('title')}
    </TextLink>
  );
  return (
    <>
      <PageHeader title={t('wizard.title')} kicker={back} />
      <Panel>
        <RuleWizard
          selection={selection}
          customers={(kind) => <CustomerPicker kind={kind} selection={selection} />}
          onCreated={created}
        />
      </Panel>
    </>
  );
};
