import type { ThemeOptions } from '@mui/material/styles';

/** How the components of the library look on this desk; anything that is said twice in `sx` belongs here. */
export const themeComponents: NonNullable<ThemeOptions['components']> = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      'html, body, #root': { height: '100%' },
      body: { overflow: 'hidden', fontVariantNumeric: 'tabular-nums' },
      '*': { scrollbarWidth: 'thin', scrollbarColor: `${theme.vars.palette.surface.thumb} transparent` },
      // The ring is for people who use the keyboard; a click does not need one.
      ':focus-visible': { outline: `2px solid ${theme.vars.palette.primary.main}`, outlineOffset: -2 },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          transitionDuration: '0.01ms !important',
        },
      },
    }),
  },
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiButton: {
    defaultProps: { size: 'small', disableElevation: true },
    styleOverrides: { root: { minHeight: 32, paddingInline: 12 } },
  },
  MuiIconButton: { defaultProps: { size: 'small' } },
  MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
  MuiAutocomplete: {
    defaultProps: { size: 'small', fullWidth: true, autoHighlight: true, handleHomeEndKeys: true },
    styleOverrides: {
      option: ({ theme }) => ({ ...theme.typography.body2, minHeight: 32 }),
      noOptions: ({ theme }) => theme.typography.body2,
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.body2,
        backgroundColor: theme.vars.palette.background.paper,
        '&:hover:not(.Mui-focused):not(.Mui-error) .MuiOutlinedInput-notchedOutline': {
          borderColor: theme.vars.palette.surface.thumb,
        },
      }),
      notchedOutline: ({ theme }) => ({ borderColor: theme.vars.palette.divider }),
    },
  },
  MuiInputLabel: {
    styleOverrides: { root: ({ theme }) => ({ fontSize: theme.typography.body2.fontSize ?? 13 }) },
  },
  MuiTooltip: { defaultProps: { enterDelay: 500, disableInteractive: true } },
  MuiDialog: { defaultProps: { fullWidth: true } },
  MuiDialogTitle: { styleOverrides: { root: ({ theme }) => ({ ...theme.typography.h1, paddingBottom: 8 }) } },
  MuiTab: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { minHeight: 36, paddingBlock: 6, paddingInline: 12, minWidth: 0 } },
  },
  MuiTabs: { styleOverrides: { root: { minHeight: 36 } } },
  MuiChip: { defaultProps: { size: 'small' } },
  MuiListItemButton: {
    styleOverrides: { root: ({ theme }) => ({ borderRadius: theme.shape.borderRadius }) },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: ({ ownerState }) =>
        ownerState.invisible === true ? {} : { backgroundColor: 'rgb(15 20 28 / 35%)' },
    },
  },
  MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
};
