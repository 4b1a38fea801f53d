/** A bug as a log may hold it. */
type Bug = Readonly<{ what: string; frames: string[] }>;

/**
 * Names a bug by its kind and its place in the code. The message of an error stays out: it may quote what a person
 * typed ("Unexpected token … in …").
 */
export function describeBug(what: string, error: unknown): Bug {
  if (!(error instanceof Error)) return { what, frames: [] };
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  const frames = lines.filter((line) => line.startsWith('at ')).map((line) => line.slice(0, 500));
  return { what: `${what}: ${error.name}`.slice(0, 200), frames: frames.slice(0, 40) };
}
