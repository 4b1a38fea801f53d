import { type ChangeEvent, type KeyboardEvent, useState } from 'react';
import type { z } from 'zod';
import { formatDateTime, fromInputTime, toInputTime } from '../../components/format-time';
import { QuietInput, QuietText } from '../../components/QuietText';
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
  const shared = {
    id: inputId,
    'aria-invalid': isWrong,
    placeholder: hasFocus ? '' : messages.none,
    value: isMoment ? (typeof value === 'number' ? formatDateTime(value) : '') : (typed ?? stored),
    onFocus: () => setFocus(true),
    onBlur: () => {
      setFocus(false);
      finish();
    },
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setTyped(event.target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && typed !== null) {
        event.stopPropagation();
        setTyped(null);
      }
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      finish();
    },
  };
  if (nature === 'text') return <QuietText {...shared} rows={1} />;
  const type = nature === 'time' && hasFocus ? 'datetime-local' : 'text';
  return <QuietInput {...shared} type={type} inputMode={nature === 'number' ? 'decimal' : undefined} />;
}

function toText(nature: TypedNature, value: unknown): string {
  return nature === 'time' && typeof value === 'number' ? toInputTime(value) : textOf(value);
}

function fromText(nature: TypedNature, text: string): unknown {
  if (nature === 'text') return text;
  if (nature === 'time') return fromInputTime(text);
  return text.trim() === '' ? null : Number(text);
}
