import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { automation, companyId, everything, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const home = `/c/${companyId}/home`;
const company = { id: companyId, name: 'Kirjapaino Oy', today: '2026-11-22' };

const api = (permissions = everything, changes = {}) =>
  serve({
    'GET /v1/me': { body: me(permissions) },
    [`GET ${at}`]: { body: company },
    [`GET ${at}/automation`]: { body: automation(changes) },
    [`GET ${at}/exceptions`]: { body: { items: [], total_count: 0 } },
    [`POST ${at}/automation/activation`]: { body: automation({ is_on: true }) },
  });

const switchOn = () => screen.findByRole('switch', { name: 'Automatic reminders' });

test('turning the automation on says what a letter costs and waits for consent', async () => {
  const { asked } = api();
  const { person } = await visit(home);
  await person.click(await switchOn());
  expect(await screen.findByText('Each letter sent costs €0.25 (VAT 0 %)')).toBeVisible();
  expect(screen.getByText(/12 letters would go out, €3.00 in all/)).toBeVisible();
  const turnOn = screen.getByRole('button', { name: 'Turn on' });
  expect(turnOn).toBeDisabled();
  await person.click(screen.getByRole('checkbox', { name: /I accept/ }));
  await person.click(turnOn);
  const [request] = asked('POST');
  expect(await request?.json()).toEqual({ accepts_costs: true, backlog_policy: 'quarantine' });
  expect(request?.headers.get('X-CSRF-Token')).toBe('token');
  expect(request?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
});

test('the automation cannot be turned on while something it needs is missing', async () => {
  api(everything, { preconditions: [{ code: 'channel', is_met: false }] });
  const { person } = await visit(home);
  await person.click(await switchOn());
  await person.click(await screen.findByRole('checkbox', { name: /I accept/ }));
  expect(screen.getByRole('button', { name: 'Turn on' })).toBeDisabled();
  expect(screen.getByRole('link', { name: 'Mend it in the settings' })).toBeVisible();
});

test('a reader sees the switch but cannot turn it', async () => {
  api(everything.filter((permission) => permission.endsWith('.read')));
  await visit(home);
  expect(await switchOn()).toBeDisabled();
  expect(await screen.findByRole('button', { name: 'Run now' })).toBeDisabled();
});

test('an empty list of exceptions says that all is well', async () => {
  api();
  await visit(home);
  expect(await screen.findByText('All is well')).toBeVisible();
});
