import TextField from '@mui/material/TextField';
import { useRef } from 'react';
import { longestText } from '../../../domain/field/field';
import { growingInput, growingSx } from '../../components/growing-text';
import { type FocusTarget, useFocusTarget } from '../../state/focus';

const growing = growingSx(3, 12);

type ComposerTextProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly focusTarget: FocusTarget;
  readonly body: string;
  readonly onChange: (body: string) => void;
  readonly onBlur: () => void;
};

/** The text box of a message. It holds exactly what is typed. */
export function ComposerText({ label, placeholder, focusTarget, body, onChange, onBlur }: ComposerTextProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  useFocusTarget(focusTarget, input);
  return (
    <TextField
      sx={growing}
      inputRef={input}
      placeholder={placeholder}
      value={body}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      slotProps={{
        input: growingInput,
        htmlInput: { 'aria-label': label, maxLength: longestText, dir: 'auto', rows: 3 },
      }}
    />
  );
}
