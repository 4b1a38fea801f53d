import { type Theme, styled } from '@mui/material/styles';

/**
 * A text control that is one element. A ticket shows two dozen of them, and a text field of MUI is six elements
 * each, which is what opening a ticket would wait for.
 */
const quiet = ({ theme }: { readonly theme: Theme }) => ({
  ...theme.typography.body2,
  width: '100%',
  minWidth: 0,
  minHeight: 30,
  maxHeight: '9em',
  padding: '4px 8px',
  border: '1px solid transparent',
  borderRadius: theme.shape.borderRadius,
  outline: 'none',
  background: 'transparent',
  color: 'inherit',
  // As faint as the placeholders of MUI's own fields, which stand beside these.
  '&::placeholder': { color: 'inherit', opacity: 0.42 },
  '&:hover': { borderColor: theme.vars.palette.surface.thumb },
  '&:focus': {
    borderColor: theme.vars.palette.primary.main,
    boxShadow: `0 0 0 1px ${theme.vars.palette.primary.main}`,
  },
  '&[aria-invalid="true"]': { borderColor: theme.vars.palette.error.main },
});

/** One line, for numbers and moments. */
export const QuietInput = styled('input')(quiet);

/** Text that grows with what it holds. */
export const QuietText = styled('textarea')(quiet, { fieldSizing: 'content', resize: 'none' });
