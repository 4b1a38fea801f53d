import InputBase from '@mui/material/InputBase';
import { useState } from 'react';
import { longestLine } from '../../../domain/field/field';
import { growingInput, growingSx } from '../../components/growing-text';
import { ticketMessages as messages } from './messages';

type SubjectFieldProps = {
  readonly subject: string;
  readonly onChange: (subject: string) => void;
};

/** The subject reads as a heading and is edited in place; Escape takes the edit back. */
export function SubjectField({ subject, onChange }: SubjectFieldProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const finish = (): void => {
    const wanted = edited?.replaceAll(/\s+/gu, ' ').trim() ?? '';
    if (wanted !== '' && wanted !== subject) onChange(wanted);
    setEdited(null);
  };
  return (
    <InputBase
      fullWidth
      {...growingInput}
      value={edited ?? subject}
      onChange={(event) => setEdited(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && edited !== null) {
          event.stopPropagation();
          setEdited(null);
        }
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        finish();
      }}
      slotProps={{ input: { 'aria-label': messages.subject, maxLength: longestLine } }}
      sx={{
        ...growingSx(1, 3),
        typography: 'h1',
        mx: -1,
        px: 1,
        py: 0.25,
        borderRadius: 1,
        '&:hover': { bgcolor: 'surface.hover' },
        '&.Mui-focused': { bgcolor: 'surface.sunken' },
      }}
    />
  );
}
