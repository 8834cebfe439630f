import { ActionIcon, Button, Group, Stack, Textarea, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { Instant } from '@/ui/day';
import { ProblemAlert } from '@/ui/problem-alert';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './notes.module.css';

type Note = Schemas['Note'];

/** What people wrote down about an invoice, newest first, and a place to write. */
export const NotesPanel = ({ invoiceId }: { invoiceId: string }) => {
  const { t } = useTranslation('notes');
  const company_id = useCompanyId();
  const path = { company_id, invoice_id: invoiceId };
  const at = '/v1/companies/{company_id}/invoices/{invoice_id}/notes';
  const { data, error, refetch } = $api.useQuery('get', at, { params: { path } });
  const write = $api.useMutation('post', at);
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={2} />;
  return (
    <Stack gap="md">
      <NoteForm
        label={t('new')}
        save={t('write')}
        isPending={write.isPending}
        error={write.error}
        onSave={(text, done) =>
          write.mutate({ params: { path }, body: { text } }, { onSuccess: done })
        }
      />
      {data.items.length === 0 && <p className={classes.none}>{t('none')}</p>}
      <ul className={classes.notes}>
        {data.items.map((note) => (
          <NoteShown key={note.id} note={note} />
        ))}
      </ul>
    </Stack>
  );
};

const one = '/v1/companies/{company_id}/notes/{note_id}';

const NoteShown = ({ note }: { note: Note }) => {
  const { t } = useTranslation('notes');
  const company_id = useCompanyId();
  const may = useMay('invoices.edit') && note.is_own;
  const [isEdited, setEdited] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const change = $api.useMutation('put', one);
  const remove = $api.useMutation('delete', one);
  const params = { path: { company_id, note_id: note.id } };
  if (isEdited)
    return (
      <li className={classes.note}>
        <NoteForm
          label={t('edit')}
          text={note.text}
          save={t('save')}
          isPending={change.isPending}
          error={change.error}
          onCancel={() => setEdited(false)}
          onSave={(text) =>
            change.mutate({ params, body: { text } }, { onSuccess: () => setEdited(false) })
          }
        />
      </li>
    );
  return (
    <li className={classes.note}>
      <div className={classes.head}>
        <span className={classes.who}>
          <strong>{note.author}</strong> <Instant at={note.created_at} />
          {note.edited_at && ` · ${t('edited')}`}
        </span>
        {may && (
          <Group gap={4} wrap="nowrap">
            <Tooltip label={t('edit')}>
              <ActionIcon
                variant="subtle"
                color="stone"
                aria-label={t('edit')}
                onClick={() => setEdited(true)}
              >
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('delete')}>
              <ActionIcon
                variant="subtle"
                color="stone"
                aria-label={t('delete')}
                onClick={() => setAsked(true)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </div>
      <p className={classes.text}>{note.text}</p>
      <Confirm
        opened={isAsked}
        danger
        title={t('deleteTitle')}
        confirm={t('delete')}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params }, { onSuccess: () => setAsked(false) })}
        onClose={() => setAsked(false)}
      >
        {note.text}
      </Confirm>
    </li>
  );
};

type FormProps = {
  label: string;
  save: string;
  text?: string;
  isPending: boolean;
  error: unknown;
  onSave: (text: string, done: () => void) => void;
  onCancel?: () => void;
};

const NoteForm = ({ label, save, text = '', isPending, error, onSave, onCancel }: FormProps) => {
  const common = useTranslation().t;
  const id = useId();
  const may = useMay('invoices.edit');
  const [written, setWritten] = useState(text);
  const submit = () => written.trim() && onSave(written.trim(), () => setWritten(''));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="xs">
        <Textarea
          id={id}
          label={label}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          disabled={!may}
          value={written}
          onChange={({ currentTarget: { value } }) => setWritten(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
        <ProblemAlert error={error} />
        <Group gap="xs">
          <Allowed may={may}>
            <Button type="submit" size="xs" loading={isPending} disabled={!written.trim()}>
              {save}
            </Button>
          </Allowed>
          {onCancel && (
            <Button variant="default" size="xs" onClick={onCancel}>
              {common('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
};
