import { Menu, type MenuProps } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Allowed } from './allowed';

type Props = {
  may: boolean;
  why?: string;
  button: ReactElement<{ disabled?: boolean }>;
  position?: MenuProps['position'];
  children: ReactNode;
};

/** A button that opens a menu; locked, with the reason, for those who may not use it. */
export const ActionMenu = ({ may, why, button, position = 'bottom-end', children }: Props) => {
  if (!may)
    return (
      <Allowed may={false} why={why}>
        {button}
      </Allowed>
    );
  return (
    <Menu position={position} withinPortal>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
};
