import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AnchorElement = AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>;
type ButtonElement = ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>;

const PlainAnchor = (props: AnchorElement) => <Anchor inherit fw={600} {...props} />;
const PlainButton = (props: ButtonElement) => <Button component="a" {...props} />;

export const TextLink = createLink(PlainAnchor);
export const LinkButton = createLink(PlainButton);
