import { useCompanyId } from '@/api/session';
import { TextLink } from '@/ui/text-link';
import classes from './mass-run.module.css';

type Row = { customer_id: string; customer_name: string; customer_number: string };

/** A customer by name, with their number or what else tells them apart. */
export const Unit = ({ row, aside }: { row: Row; aside?: string }) => {
  const companyId = useCompanyId();
  return (
    <div className={classes.two}>
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId: row.customer_id }}
        c="var(--k-ink)"
      >
        {row.customer_name}
      </TextLink>
      <span className={classes.soft}>
        {[row.customer_number, aside].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
};
