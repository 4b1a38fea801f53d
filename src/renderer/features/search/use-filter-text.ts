import { useEffect, useMemo, useState } from 'react';
import type { AppError } from '../../../domain/errors';
import { parseQuery } from '../../../domain/query/parse';
import type { QuerySchema } from '../../../domain/query/schema';
import { suggestAt, type Suggestions } from '../../../domain/query/suggest';
import { useDeskView } from '../../state/desk-view';

/** The text in the filter box while it is being written. */
export type FilterText = {
  readonly value: string;
  /** What may be written at the caret. */
  readonly suggestions: Suggestions;
  readonly error: AppError | undefined;
  readonly change: (value: string, caret: number) => void;
  readonly moveCaret: (caret: number) => void;
  /** Filters by the text as it stands, or says what is wrong with it. */
  readonly apply: () => boolean;
};

const pauseMs = 250;

/**
 * The list follows the typing wherever the text makes sense; half a term is left alone until the person pauses,
 * and is called wrong only then.
 */
export function useFilterText(schema: QuerySchema): FilterText {
  const filter = useDeskView((state) => state.filter);
  const listSerial = useDeskView((state) => state.listSerial);
  const [typed, setTyped] = useState<{ readonly text: string; readonly serial: number } | null>(null);
  const [caret, setCaret] = useState(0);
  const [isPaused, setPaused] = useState(false);
  // A view that was opened meanwhile replaces what was typed.
  const value = typed !== null && typed.serial === listSerial ? typed.text : filter;
  const isEdited = value !== filter;
  const parsed = parseQuery(value, schema);
  const isValid = parsed.ok;
  const at = Math.min(caret, value.length);
  const suggestions = useMemo(() => suggestAt(value, at, schema), [value, at, schema]);
  const isHalf = isHalfAField(suggestions);
  useEffect(() => {
    if (!isEdited) return;
    const timer = setTimeout(() => {
      if (isValid && !isHalf) useDeskView.getState().setFilter(value);
      else if (!isValid) setPaused(true);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [value, isEdited, isValid, isHalf]);
  return {
    value,
    suggestions,
    error: parsed.ok || (isEdited && !isPaused) ? undefined : parsed.error,
    change: (text, at) => {
      setTyped({ text, serial: listSerial });
      setCaret(at);
      setPaused(false);
    },
    moveCaret: setCaret,
    apply: () => {
      if (isValid && isEdited) useDeskView.getState().setFilter(value);
      setPaused(true);
      return isValid;
    },
  };
}

/** `prio` is on its way to `priority:`; as a word to find it would empty the list in the middle of typing. */
function isHalfAField({ slot, typed, items }: Suggestions): boolean {
  const wanted = typed.toLowerCase();
  return slot === 'field' && wanted !== '' && items.some(({ insert }) => insert.startsWith(wanted));
}
