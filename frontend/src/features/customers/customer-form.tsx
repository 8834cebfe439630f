import { Alert, Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { CustomerFields } from './customer-fields';
import { changesOf, valuesOf } from './customer-values';
import { useCustomerRules } from './use-customer-rules';

/** The customer's own data, edited in place. */
export const CustomerForm = ({ customer }: { customer: Versioned<Schemas['Customer']> }) => {
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const may = useMay('customers.edit');
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/customers/{customer_id}');
  const fieldErrors = useFieldErrors();
  const { points } = useFormat();
  const before = valuesOf(customer, points);
  const form = useForm({ initialValues: before, validate: useCustomerRules() });
  const save = form.onSubmit((values) =>
    update.mutate(
      {
        params: {
          path: { company_id, customer_id: customer.id },
          ...editHeaders(customer.etag),
        },
        body: changesOf(before, values),
        headers: mergePatch,
      },
      {
        onSuccess: () => toast(common('saved')),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      {!may && (
        <Alert color="fjord" mb="md">
          {common('forbidden.control')}
        </Alert>
      )}
      <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
        <CustomerFields form={form} />
        <ProblemAlert error={update.error} shownAt={form.values} />
        <Group mt="md">
          <Button type="submit" disabled={!may || !form.isDirty()} loading={update.isPending}>
            {common('save')}
          </Button>
        </Group>
      </fieldset>
    </form>
  );
};
