import { type AppError, appError } from '../errors';

/** Why a query could not be read, for programs. */
type QueryProblem =
  | 'too_long'
  | 'too_deep'
  | 'syntax'
  | 'unknown_field'
  | 'unknown_value'
  | 'empty_value'
  | 'invalid_value'
  | 'operator_not_allowed'
  | 'sort_not_allowed';

/** A stretch of the query text, in UTF-16 code units. */
export type QueryPlace = { readonly position: number; readonly length: number };

/**
 * Makes the error for a place in a query: code `invalid_input`, details `{reason, position, length}`
 * and whatever `more` adds.
 */
export function queryProblem(
  reason: QueryProblem,
  place: QueryPlace,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): AppError {
  return appError('invalid_input', message, {
    reason,
    position: place.position,
    length: place.length,
    ...more,
  });
}

const longestEcho = 40;

/** Shortens typed text for a message, by code points so that no character is cut in half. */
export function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length <= longestEcho ? text : `${characters.slice(0, longestEcho).join('')}…`;
}
