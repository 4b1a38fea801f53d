type Progress = (done: number, total: number, label: string) => void;

/** More often than this nobody sees a bar move. */
const everyMs = 50;

/** Passes progress on at most so often as a person can see it, and at once where the work goes on to something else. */
export function paced(progress: Progress): Progress {
  let lastAt = 0;
  let lastLabel = '';
  return (done, total, label) => {
    const now = performance.now();
    if (label === lastLabel && now - lastAt < everyMs) return;
    lastAt = now;
    lastLabel = label;
    progress(done, total, label);
  };
}
