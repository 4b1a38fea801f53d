import { useEffect, useState } from 'react';
import type { AppError } from '../../../domain/errors';
import { parseQuery } from '../../../domain/query/parse';
import type { QuerySchema } from '../../../domain/query/schema';
import { useDeskView } from '../../state/desk-view';

/** The text in the filter box while it is being written. */
export type FilterText = {
  readonly value: string;
  readonly caret: number;
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
  const [typed, setTyped] = useState<{ readonly text: string; readonly from: string } | null>(null);
  const [caret, setCaret] = useState(0);
  const [isPaused, setPaused] = useState(false);
  // A view that was opened meanwhile replaces what was typed.
  const value = typed !== null && typed.from === filter ? typed.text : filter;
  const isEdited = value !== filter;
  const parsed = parseQuery(value, schema);
  const isValid = parsed.ok;
  useEffect(() => {
    if (!isEdited) return;
    const timer = setTimeout(() => {
      if (isValid) useDeskView.getState().setFilter(value);
      else setPaused(true);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [value, isEdited, isValid]);
  return {
    value,
    caret: Math.min(caret, value.length),
    error: parsed.ok || (isEdited && !isPaused) ? undefined : parsed.error,
    change: (text, at) => {
      setTyped({ text, from: filter });
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
