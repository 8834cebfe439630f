import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, everything, me, rule, ruleId } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;

const tooHigh = { pointer: '/steps/0/fee', code: 'fee_too_high', detail: 'At most 5.00.' };
const problem = { type: '', title: '', status: 422, code: 'fee_too_high', errors: [tooHigh] };

const api = (permissions = everything) =>
  serve({
    'GET /v1/me': { body: me(permissions) },
    [`GET ${at}/rules`]: { body: { items: [rule()] } },
    [`GET ${at}/rules/${ruleId}`]: { body: rule(), etag: '"seven"' },
    [`PATCH ${at}/rules/${ruleId}`]: { status: 422, body: problem },
  });

test('e-invoice is not offered in a rule for consumers', async () => {
  api();
  const { person } = await visit(`/c/${companyId}/rules`);
  await person.click(await screen.findByRole('combobox', { name: 'Channel' }));
  const options = screen.getAllByRole('option', { hidden: true }).map((o) => o.textContent);
  expect(options).toContain('E-mail');
  expect(options).not.toContain('E-invoice');
});

test('e-mail is not offered for a collection letter, and the step says why', async () => {
  api();
  const { person } = await visit(`/c/${companyId}/rules`);
  await person.click(await screen.findByRole('button', { name: 'Add a collection letter' }));
  const step = await screen.findByRole('group', { name: '2. Collection letter' });
  await person.click(within(step).getByRole('combobox', { name: 'Channel' }));
  const list = screen.getByRole('combobox', { name: 'Channel', expanded: true });
  const options = document.getElementById(list.getAttribute('aria-controls') ?? '');
  expect(options).not.toHaveTextContent('E-mail');
  expect(options).toHaveTextContent('Print service');
  expect(within(step).getByText(/never by e-mail/)).toBeVisible();
  expect(within(step).getByLabelText('Fee')).toHaveValue('');
});

test('an edit carries the version it was made on, and a refusal stands at its field', async () => {
  const { asked } = api();
  const { person } = await visit(`/c/${companyId}/rules`);
  const step = await screen.findByRole('group', { name: '1. Reminder' });
  await person.type(within(step).getByLabelText('Fee'), '9,50');
  await person.click(screen.getByRole('button', { name: 'Save' }));
  expect(await within(step).findByText('At most 5.00.')).toBeVisible();
  const [request] = asked('PATCH');
  expect(request?.headers.get('If-Match')).toBe('"seven"');
  expect(await request?.json()).toMatchObject({ steps: [{ fee: '9.50', minimum_open: '0' }] });
});

test('who may not read rules is told so and asks the API for none', async () => {
  const { asked } = api(['customers.read']);
  await visit(`/c/${companyId}/rules`);
  expect(await screen.findByText('You may not see this')).toBeVisible();
  expect(asked('GET').filter(({ url }) => url.includes('/rules'))).toEqual([]);
});

test('a step is moved by keyboard, says where it is, and keeps the focus', async () => {
  const [step] = rule().steps;
  if (!step) throw new Error('The rule has a step.');
  const later = { ...step, anchor: 'after_previous_due' as const, offset_days: 21 };
  const collective = rule({ scope: 'customer', mode: 'propose', steps: [step, later] });
  const { asked } = serve({
    'GET /v1/me': { body: me(everything) },
    [`GET ${at}/rules`]: { body: { items: [collective] } },
    [`GET ${at}/rules/${ruleId}`]: { body: collective, etag: '"one"' },
    [`PATCH ${at}/rules/${ruleId}`]: { body: collective, etag: '"two"' },
  });
  const { person } = await visit(`/c/${companyId}/rules`);
  const up = await screen.findByRole('button', { name: 'Move up: 2. Reminder' });
  expect(screen.queryByRole('radio', { name: 'Sends by itself' })).toBeNull();
  up.focus();
  await person.keyboard('{Enter}');
  expect(await screen.findByText('Reminder is now number 1 of 2')).toBeInTheDocument();
  expect(document.activeElement).toHaveAccessibleName('Move up: 1. Reminder');
  await person.click(screen.getByRole('button', { name: 'Save' }));
  const [request] = asked('PATCH');
  expect(await request?.json()).toMatchObject({
    steps: [
      { anchor: 'after_due', offset_days: 21 },
      { anchor: 'after_previous_due', offset_days: 14, is_in_mass_runs: true, minimum_count: 0 },
    ],
  });
});
