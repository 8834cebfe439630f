import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';

type Props = { path: string; children: string };

/** Opens a PDF of the company beside the page. */
export const PaperLink = ({ path, children }: Props) => (
  <Button
    component="a"
    href={path}
    target="_blank"
    rel="noreferrer"
    size="compact-md"
    variant="default"
    leftSection={<IconFileTypePdf size={16} aria-hidden />}
  >
    {children}
  </Button>
);
