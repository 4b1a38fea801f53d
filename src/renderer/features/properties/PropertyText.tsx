import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDateTime, fromInputTime, toInputTime } from '../../components/format-time';
import { growingInput, growingSx } from '../../components/growing-text';
import { textOf } from '../../components/text-of';
import { propertiesMessages as messages } from './messages';

type TypedNature = 'text' | 'number' | 'time';

type PropertyTextProps = {
  readonly inputId: string;
  readonly nature: TypedNature;
  readonly value: unknown;
  readonly schema: z.ZodType;
  readonly onSet: (value: unknown) => void;
};

const growing = growingSx(1, 6);

/** A property that is typed. It is stored when the focus leaves or on Enter, and Escape takes the typing back. */
export function PropertyText({ inputId, nature, value, schema, onSet }: PropertyTextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const stored = toText(nature, value);
  const wanted = typed === null ? value : fromText(nature, typed);
  const isWrong = typed !== null && !schema.safeParse(wanted).success;
  const finish = (): void => {
    if (typed === null || isWrong) return;
    if (typed !== stored) onSet(wanted);
    setTyped(null);
  };
  // At rest a moment reads like one; the parts of the input come with the focus.
  const isMoment = nature === 'time' && !hasFocus;
  return (
    <TextField
      id={inputId}
      type={nature === 'time' && hasFocus ? 'datetime-local' : 'text'}
      error={isWrong}
      placeholder={hasFocus ? '' : messages.none}
      value={isMoment ? (typeof value === 'number' ? formatDateTime(value) : '') : (typed ?? stored)}
      onFocus={() => setFocus(true)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        setFocus(false);
        finish();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation();
          setTyped(null);
        }
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        finish();
      }}
      sx={nature === 'text' ? growing : undefined}
      slotProps={{
        input: nature === 'text' ? growingInput : {},
        htmlInput:
          nature === 'text' ? { rows: 1 } : { inputMode: nature === 'number' ? 'decimal' : undefined },
      }}
    />
  );
}

function toText(nature: TypedNature, value: unknown): string {
  return nature === 'time' && typeof value === 'number' ? toInputTime(value) : textOf(value);
}

function fromText(nature: TypedNature, text: string): unknown {
  if (nature === 'text') return text;
  if (nature === 'time') return fromInputTime(text);
  return text.trim() === '' ? null : Number(text);
}
