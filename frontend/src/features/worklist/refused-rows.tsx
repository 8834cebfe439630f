import { Alert } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Day } from '@/ui/day';
import classes from './worklist.module.css';

/** Rows that stay as they are, each with the reason and what to do. */
export const RefusedRows = ({ refused }: { refused: Schemas['RefusedRow'][] }) => {
  const { t } = useTranslation('worklist');
  const { has, reason, reasonText, word } = useCodes();
  return (
    <Alert
      color="cloudberry"
      icon={<IconHandStop aria-hidden />}
      title={t('refusedTitle', { count: refused.length })}
    >
      <ul className={classes.refused}>
        {refused.map(({ case_id, code, invoice_number, customer_name, changes_on }) => (
          <li key={case_id}>
            <strong>
              {invoice_number} {customer_name}
            </strong>{' '}
            {has('reason', code) ? reason(code) : word('rowRefusal', code)}
            {changes_on && (
              <>
                {' '}
                {t('possibleFrom')} <Day on={changes_on} />
              </>
            )}
            <div className={classes.soft} style={{ whiteSpace: 'normal' }}>
              {has('reasonText', code) ? reasonText(code) : ''}
            </div>
          </li>
        ))}
      </ul>
    </Alert>
  );
};
