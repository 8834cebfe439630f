import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { LetterPreview } from '@/features/mass-run/letter-preview';
import type { MassRunSearch, Phase } from '@/features/mass-run/mass-run-search';
import { MassRunStart } from '@/features/mass-run/mass-run-start';
import { FinishRun, MassRunWizard } from '@/features/mass-run/mass-run-wizard';
import { Presences } from '@/features/mass-run/presences';
import { useMassRun, useOpenRun } from '@/features/mass-run/use-mass-run';
import { useRows } from '@/features/mass-run/use-rows';
import { useFormat } from '@/lib/format';
import { PageHeader } from '@/ui/page-header';
import { ErrorState, ForbiddenState, SkeletonRows } from '@/ui/states';

const route = getRouteApi('/signed-in/c/$companyId/mass-run');

export const MassRunPage = () => {
  const { t } = useTranslation('mass-run');
  const open = useOpenRun();
  if (!useMay('dispatches.read')) return <ForbiddenState />;
  const found = open.data?.items[0];
  if (found) return <OpenRun key={found.id} id={found.id} stoodAt={found.phase} />;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {open.isPending && <SkeletonRows />}
      {open.data && <MassRunStart />}
      {!open.data && open.error && <ErrorState error={open.error} onRetry={open.refetch} />}
    </>
  );
};

/** Where it stood when one came stays on the screen, whatever phase others go to. */
const OpenRun = ({ id, stoodAt }: { id: string; stoodAt: Phase }) => {
  const { t } = useTranslation('mass-run');
  const { instant } = useFormat();
  const companyId = useCompanyId();
  const may = useMay('dispatches.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const [first] = useState(stoodAt);
  const phase = search.phase ?? first;
  const { data: run, error, refetch } = useMassRun(id, phase);
  const go = (next: MassRunSearch, replace = false) =>
    navigate({
      to: '/c/$companyId/mass-run',
      params: { companyId },
      search: next,
      replace,
      resetScroll: false,
    });
  if (!run) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const by = run.opened_by.replace(/^\w+:/, '');
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('openedBy', { name: by, at: instant(run.opened_at) })}
        actions={may && <FinishRun run={run} onDone={() => go({}, true)} />}
      />
      <Presences others={run.others} />
      <MassRunWizard
        run={run}
        phase={phase}
        onPhase={(next) => go({ phase: next })}
        onShow={(letter) => go({ ...search, letter })}
      />
      {search.letter && (
        <Letter id={id} caseId={search.letter} onClose={() => go({ phase: search.phase })} />
      )}
    </>
  );
};

type LetterProps = { id: string; caseId: string; onClose: () => void };

const Letter = ({ id, caseId, onClose }: LetterProps) => {
  const { data } = useRows(id, 'send');
  const row = data?.items.find(({ case_id }) => case_id === caseId);
  if (!row) return null;
  return (
    <LetterPreview massRunId={id} caseId={caseId} name={row.customer_name} onClose={onClose} />
  );
};
