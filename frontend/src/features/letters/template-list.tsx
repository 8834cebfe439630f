import { IconCheck, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Allowed } from '@/ui/allowed';
import { Instant } from '@/ui/day';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { Status } from '@/ui/status';
import { LinkButton } from '@/ui/text-link';
import classes from './letters.module.css';
import { type Kind, kinds, type Template } from './template-values';

/** Every kind of letter with the company's own texts, or that it has none. */
export const TemplateList = () => {
  const { t } = useTranslation('letters');
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/templates', {
    params: { path: { company_id } },
  });
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  return (
    <section aria-labelledby="letter-texts">
      <h2 id="letter-texts" className={classes.title}>
        {t('texts')}
      </h2>
      <p className={classes.lead}>{t('textsLead')}</p>
      <ul className={classes.kinds}>
        {kinds.map((kind) => (
          <KindRow
            key={kind}
            kind={kind}
            templates={data.items.filter((template) => template.kind === kind)}
          />
        ))}
      </ul>
    </section>
  );
};

const KindRow = ({ kind, templates }: { kind: Kind; templates: Template[] }) => {
  const { t } = useTranslation('letters');
  const { word } = useCodes();
  const company_id = useCompanyId();
  const may = useMay('templates.edit');
  const hasDefault = templates.some(({ is_default }) => is_default);
  return (
    <li className={classes.kind}>
      <div className={classes.kindHead}>
        <h3>{word('letterKind', kind)}</h3>
        <Allowed may={may}>
          <LinkButton
            to="/c/$companyId/letters/new"
            params={{ companyId: company_id }}
            search={{ kind }}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={t('writeOf', { kind: word('letterKind', kind) })}
          >
            {t('write')}
          </LinkButton>
        </Allowed>
      </div>
      {!hasDefault && <p className={classes.builtIn}>{t('builtIn')}</p>}
      {templates.map((template) => (
        <TemplateRow key={template.id} template={template} />
      ))}
    </li>
  );
};

const TemplateRow = ({ template }: { template: Template }) => {
  const { t } = useTranslation('letters');
  const company_id = useCompanyId();
  const { id, name, is_default, rule_count, version, updated_at } = template;
  return (
    <Link
      to="/c/$companyId/letters/$templateId"
      params={{ companyId: company_id, templateId: id }}
      className={classes.template}
    >
      <span className={classes.name}>{name}</span>
      {is_default && (
        <Status tone="good" icon={IconCheck}>
          {t('isDefault')}
        </Status>
      )}
      <span className={classes.soft}>
        {rule_count > 0 && `${t('inRules', { count: rule_count })} · `}
        {t('version', { version })} · <Instant at={updated_at} />
      </span>
    </Link>
  );
};
