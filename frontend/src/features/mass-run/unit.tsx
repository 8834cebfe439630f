import { useCompanyId } from '@/api/session';
import { TextLink } from '@/ui/text-link';
import classes from './mass-run.module.css';

type Row = {
  customer_id: string;
  customer_name: string;
  customer_number: string;
  case_id?: string;
};

/** A customer by name, leading to the case that the row is about, and what tells them apart. */
export const Unit = ({ row, aside }: { row: Row; aside?: string }) => (
  <div className={classes.two}>
    <Name row={row} />
    <span className={classes.soft}>{[row.customer_number, aside].filter(Boolean).join(' · ')}</span>
  </div>
);

const Name = ({ row }: { row: Row }) => {
  const companyId = useCompanyId();
  if (row.case_id) {
    return (
      <TextLink
        to="/c/$companyId/collection/cases/$caseId"
        params={{ companyId, caseId: row.case_id }}
        c="var(--k-ink)"
      >
        {row.customer_name}
      </TextLink>
    );
  }
  return (
    <TextLink
      to="/c/$companyId/customers/$customerId"
      params={{ companyId, customerId: row.customer_id }}
      c="var(--k-ink)"
    >
      {row.customer_name}
    </TextLink>
  );
};
