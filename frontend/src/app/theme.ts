import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/* The palette of a northern forest in autumn; every text colour passes 4.5:1 on its ground. */

const pine: MantineColorsTuple = [
  '#eef6f2',
  '#dcebe3',
  '#b9d7c8',
  '#92c0aa',
  '#6ea98e',
  '#4d9176',
  '#33785e',
  '#22654d',
  '#17533f',
  '#0f3d2e',
];
const cloudberry: MantineColorsTuple = [
  '#fff5e6',
  '#fde8c9',
  '#fad295',
  '#f5b95c',
  '#efa02c',
  '#d9860f',
  '#b66a06',
  '#975404',
  '#7d4505',
  '#5f3404',
];
const lingon: MantineColorsTuple = [
  '#fdeff0',
  '#f9dcdf',
  '#f0b5bb',
  '#e58993',
  '#d95f6d',
  '#c93f50',
  '#b42c3e',
  '#9e2033',
  '#8a182b',
  '#6b1020',
];
const fjord: MantineColorsTuple = [
  '#edf4fa',
  '#d9e7f3',
  '#b3cfe6',
  '#87b2d5',
  '#5b94c2',
  '#3a79ae',
  '#266496',
  '#1b5482',
  '#15456d',
  '#0e3352',
];
const stone: MantineColorsTuple = [
  '#f6f8f6',
  '#edf1ee',
  '#dfe5e1',
  '#cbd4ce',
  '#a9b5ae',
  '#85938b',
  '#66746c',
  '#4f5c55',
  '#37423d',
  '#1c2521',
];

export const theme = createTheme({
  colors: { pine, cloudberry, lingon, fjord, stone, gray: stone, red: lingon },
  primaryColor: 'pine',
  primaryShade: 8,
  black: '#16201b',
  fontFamily: "'Schibsted Grotesk Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { opacity: 0.4 } } },
    Tabs: { defaultProps: { keepMounted: false } },
    Tooltip: {
      defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] },
    },
  },
});

/** The tokens that style sheets use; nothing else names a colour. */
export const tokens: CSSVariablesResolver = () => ({
  variables: {
    '--k-night': '#12291f',
    '--k-night-raised': '#1d3a2d',
    '--k-night-line': '#2b4a3b',
    '--k-night-text': '#d5e4db',
    '--k-night-dim': '#9db8aa',
    '--k-berry': '#f0a63a',
    '--k-ground': '#f5f7f5',
    '--k-paper': '#ffffff',
    '--k-line': '#dfe5e1',
    '--k-line-soft': '#ebefec',
    '--k-ink': '#16201b',
    '--k-ink-soft': '#54625a',
    '--k-good': '#17533f',
    '--k-good-ground': '#e6f2eb',
    '--k-wait': '#7d4505',
    '--k-wait-ground': '#fff1da',
    '--k-bad': '#8a182b',
    '--k-bad-ground': '#fdeaec',
    '--k-calm': '#15456d',
    '--k-calm-ground': '#e8f1f8',
    '--k-rest-ground': '#edf1ee',
    '--k-focus': '#1b5482',
    '--k-reminder': '#3d8f71',
    '--k-notice': '#d9860f',
    '--k-collection': '#b3293f',
    '--k-shadow': '0 1px 2px rgb(22 32 27 / 6%)',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#16201b',
    '--mantine-color-dimmed': '#54625a',
    '--mantine-color-error': '#9e2033',
    '--mantine-color-placeholder': '#66746c',
    '--mantine-color-default-border': '#cbd4ce',
    '--mantine-color-anchor': '#17533f',
  },
  dark: {},
});
