import { createTheme } from '@mui/material/styles';
import type { StatusCategory } from '../../domain/ticket/status';
import { themeComponents } from './theme-components';

/** A strong and a soft shade of one meaning: the strong one is legible on the soft one and on paper. */
type Tone = { main: string; soft: string };

type DeskPalette = {
  status: Record<StatusCategory, Tone>;
  /** Internal notes must never be taken for replies: they have a surface of their own. */
  note: Tone & { border: string };
  surface: { sunken: string; raised: string; hover: string; chosen: string; thumb: string };
};

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true;
  }
  interface Palette extends DeskPalette {}
  interface PaletteOptions extends DeskPalette {}
}

const light: DeskPalette = {
  status: {
    new: { main: '#6d3fc4', soft: '#f1ebfc' },
    open: { main: '#1f5fbf', soft: '#e6effc' },
    pending: { main: '#8a5a00', soft: '#fdf1d7' },
    'on-hold': { main: '#55606e', soft: '#eceff3' },
    solved: { main: '#1c7247', soft: '#e2f4ea' },
    closed: { main: '#616b78', soft: '#f0f2f4' },
  },
  note: { main: '#7a5200', soft: '#fff7e0', border: '#eed48d' },
  surface: { sunken: '#f4f6f8', raised: '#ffffff', hover: '#eef1f5', chosen: '#e5edfb', thumb: '#c3cad3' },
};

const dark: DeskPalette = {
  status: {
    new: { main: '#c3a8f7', soft: '#32284a' },
    open: { main: '#94bdf8', soft: '#1f3350' },
    pending: { main: '#eabf68', soft: '#3b2f14' },
    'on-hold': { main: '#b0bac6', soft: '#2c323b' },
    solved: { main: '#7fd3a3', soft: '#183526' },
    closed: { main: '#a0aab6', soft: '#282d35' },
  },
  note: { main: '#edc871', soft: '#2c2616', border: '#5d4d21' },
  surface: { sunken: '#14171c', raised: '#1e2229', hover: '#262b34', chosen: '#233350', thumb: '#49515d' },
};

/** Light and dark follow the system through a media query, so that no script has to run before the first paint. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'media' },
  colorSchemes: {
    light: {
      palette: {
        ...light,
        primary: { main: '#2257c5', contrastText: '#ffffff' },
        error: { main: '#b3261e' },
        warning: { main: '#8a5a00' },
        success: { main: '#1c7247' },
        background: { default: '#f4f6f8', paper: '#ffffff' },
        text: { primary: '#1a212b', secondary: '#566171' },
        divider: '#e2e6eb',
      },
    },
    dark: {
      palette: {
        ...dark,
        primary: { main: '#8fb3ff', contrastText: '#0d1a33' },
        error: { main: '#ff9b92' },
        warning: { main: '#eabf68' },
        success: { main: '#7fd3a3' },
        background: { default: '#14171c', paper: '#1a1e24' },
        text: { primary: '#e7eaef', secondary: '#a2acb9' },
        divider: '#2d333c',
      },
    },
  },
  shape: { borderRadius: 6 },
  spacing: 8,
  typography: {
    fontFamily:
      '"Inter Variable", Inter, "Segoe UI", "SF Pro Text", Cantarell, "Noto Sans", system-ui, sans-serif',
    fontSize: 13,
    htmlFontSize: 16,
    h1: { fontSize: '1.1875rem', fontWeight: 650, lineHeight: 1.3, letterSpacing: '-0.01em' },
    h2: { fontSize: '0.8125rem', fontWeight: 650, lineHeight: 1.4 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.45 },
    caption: { fontSize: '0.75rem', lineHeight: 1.35 },
    button: { textTransform: 'none', fontWeight: 600, fontSize: '0.8125rem' },
  },
  components: themeComponents,
});
