const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next pane of the window, round and round. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let distance = 1; distance <= panes.length; distance += 1) {
    const start = here === -1 && step === -1 ? 0 : here;
    const pane = panes[(start + step * distance + panes.length * 2) % panes.length];
    if (pane !== undefined && focusIn(pane)) return;
  }
}

function focusIn(pane: HTMLElement): boolean {
  const current = pane.querySelector<HTMLElement>(
    '[role="row"][tabindex="0"], [aria-current="page"], [aria-selected="true"][role="tab"]',
  );
  const target = current ?? pane.querySelector<HTMLElement>(focusable);
  target?.focus();
  return target !== null && document.activeElement === target;
}
