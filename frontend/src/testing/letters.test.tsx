import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, everything, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const id = '0199f0c0-0000-7000-8000-00000000000a';
const wording = { title: 'Title', text: 'Pay .' };
const texts = { fi: wording, sv: wording, en: wording };
const template = (more = {}) => ({
  id,
  kind: 'reminder',
  name: 'Our words',
  is_default: true,
  version: 2,
  texts,
  rule_count: 0,
  updated_at: '2026-11-28T08:00:00Z',
  versions: [
    {
      version: 2,
      texts,
      created_at: '2026-11-28T08:00:00Z',
      created_by: 'user:Aino',
      letter_count: 0,
    },
    {
      version: 1,
      texts: { ...texts, en: { title: 'Old', text: 'Old words' } },
      created_at: '2026-11-27T08:00:00Z',
      created_by: 'user:Veikko',
      letter_count: 3,
    },
  ],
  ...more,
});
const variable = {
  name: 'total',
  finnish_name: 'YHTEENSA',
  code: 'total',
  example: '€105.00',
};
const flaw = {
  pointer: '/texts/en/text',
  code: 'unknown_variable',
  detail: 'There is no variable.',
  line: 1,
  column: 5,
};
const refused = { type: '', title: '', status: 422, code: 'unknown_variable', errors: [flaw] };

const api = (permissions = everything) =>
  serve({
    'GET /v1/me': { body: me([...permissions, 'templates.read', 'templates.edit']) },
    [`GET ${at}/templates/${id}`]: { body: template(), etag: '"seven"' },
    [`GET ${at}/template-variables`]: { body: { items: [variable] } },
    [`POST ${at}/template-previews`]: { status: 422, body: refused },
    [`PATCH ${at}/templates/${id}`]: { body: template({ version: 3 }) },
  });

test('a variable goes where the cursor is, and what is saved is the version that was read', async () => {
  const { asked } = api();
  const { person } = await visit(`/c/${companyId}/letters/${id}?language=en`);
  const text = (await screen.findByLabelText('Text')) as HTMLTextAreaElement;
  await person.click(text);
  text.setSelectionRange(4, 4);
  await person.click(await screen.findByRole('button', { name: 'Insert: Total to pay' }));
  expect(text.value).toBe('Pay {{ total }}.');
  await person.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked('PATCH')).toHaveLength(1));
  const [request] = asked('PATCH');
  expect(request?.headers.get('If-Match')).toBe('"seven"');
  expect(await request?.json()).toMatchObject({ texts: { en: { text: 'Pay {{ total }}.' } } });
});

test('a fault stands under its field with its place, and takes one there', async () => {
  api();
  const { person } = await visit(`/c/${companyId}/letters/${id}?language=en`);
  const place = await screen.findByRole('button', { name: 'Line 1, column 5:' });
  await person.click(place);
  const text = screen.getByLabelText('Text') as HTMLTextAreaElement;
  expect(text).toHaveFocus();
  expect(text.selectionStart).toBe(4);
  expect(screen.getByText(/There is no such variable/)).toBeVisible();
});

test('an earlier version is taken up again', async () => {
  api();
  const { person } = await visit(`/c/${companyId}/letters/${id}?language=en`);
  const versions = await screen.findByRole('region', { name: 'Versions' });
  expect(within(versions).getByText('3 letters sent')).toBeVisible();
  await person.click(within(versions).getByRole('button', { name: 'Take up version 1 again' }));
  expect(await screen.findByDisplayValue('Old words')).toBeVisible();
});
