import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type Direction = 'up' | 'down';

type Props = {
  name: string;
  id: (direction: Direction) => string;
  may: Record<Direction, boolean>;
  onMove: (direction: Direction) => void;
};

const arrows = { up: IconArrowUp, down: IconArrowDown };

/** Moves a step among those of its kind; why it cannot go further stands on the button. */
export const StepMove = ({ name, id, may, onMove }: Props) => {
  const { t } = useTranslation('rules');
  return (['up', 'down'] as const).map((direction) => {
    const Arrow = arrows[direction];
    const does = t(`move.${direction}`);
    return (
      <Tooltip key={direction} multiline maw={280} label={may[direction] ? does : t('move.not')}>
        <ActionIcon
          id={id(direction)}
          variant="subtle"
          color="stone"
          aria-label={`${does}: ${name}`}
          aria-disabled={!may[direction]}
          data-disabled={!may[direction] || undefined}
          onClick={() => may[direction] && onMove(direction)}
        >
          <Arrow size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  });
};
