import { Tooltip } from '@mantine/core';
import { cloneElement, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

type Control = ReactElement<{ disabled?: boolean; 'data-disabled'?: boolean }>;
type Props = { may: boolean; why?: string; children: Control };

/** A control that is switched off, with the reason, for those who may not use it. */
export const Allowed = ({ may, why, children }: Props) => {
  const { t } = useTranslation();
  if (may) return children;
  return (
    <Tooltip label={why ?? t('forbidden.control')} multiline maw={300}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} style={{ display: 'inline-block' }}>
        {cloneElement(children, { disabled: true })}
      </span>
    </Tooltip>
  );
};
