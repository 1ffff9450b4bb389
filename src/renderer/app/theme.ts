import { Button, createTheme, type MantineColorsTuple } from '@mantine/core';

/**
 * Mantine writes no style sheet of its own (`withCssVariables` is off, so that the page needs no inline styles): what its
 * controls look like is in `ui/tokens.css`. The tuple only gives the colour its name.
 */
const ink: MantineColorsTuple = [
  '#e3eef0',
  '#c9dee2',
  '#a5c6ce',
  '#7fadb8',
  '#5c94a3',
  '#3d7b8c',
  '#1d5567',
  '#174655',
  '#123844',
  '#0d2a33',
];

export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: 6,
  defaultRadius: 4,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      // White, Mantine's own choice, has too little contrast with the light accent of the dark theme.
      vars: (_theme, { variant = 'filled' }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {},
      }),
    }),
  },
});
