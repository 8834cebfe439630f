import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import classes from './pager.module.css';

/* The API pages forward; the way back is what this visit has walked. */
const trail = new Map<string, string | undefined>();

type Props = {
  paging: Paging;
  nextCursor: string | undefined;
  shown: number;
  total: number | undefined;
  limit: number;
  onPage: (paging: Paging) => void;
};

export const Pager = ({ paging, nextCursor, shown, total, limit, onPage }: Props) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const page = paging.page ?? 1;
  const from = (page - 1) * limit + 1;
  const next = () => {
    if (!nextCursor) return;
    trail.set(nextCursor, paging.cursor);
    onPage({ cursor: nextCursor, page: page + 1 });
  };
  const previous = () => {
    const before = paging.cursor ? trail.get(paging.cursor) : undefined;
    onPage(before ? { cursor: before, page: page - 1 } : { cursor: undefined, page: undefined });
  };
  const range = `${number(from)}–${number(from + shown - 1)}`;
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <span className="tabular">
        {total === undefined ? range : t('rangeOfTotal', { range, total: number(total) })}
      </span>
      {(page > 1 || nextCursor) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            disabled={page <= 1}
            onClick={previous}
            leftSection={<IconChevronLeft size={14} aria-hidden />}
          >
            {t('previous')}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!nextCursor}
            onClick={next}
            rightSection={<IconChevronRight size={14} aria-hidden />}
          >
            {t('next')}
          </Button>
        </Group>
      )}
    </nav>
  );
};
