import type { OnProgress } from './tools';

/** A line about long work appears after this long, and then this often. */
const everyMs = 1_000;

/** Tells on the other stream how far long work has come; short work says nothing. */
export function progressTo(write: (text: string) => Promise<void>, now: () => number): OnProgress {
  let lastAt = now();
  return (done, total, label) => {
    if (now() - lastAt < everyMs) return;
    lastAt = now();
    const share = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '';
    void write(`${label}${share}\n`);
  };
}
