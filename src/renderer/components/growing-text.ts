/**
 * Makes a one-line field of MUI a text that grows with what it holds, by style alone. MUI's own growing field asks
 * the layout for its height at every change, and a ticket with twenty texts would wait for twenty layouts.
 */
export const growingInput = { inputComponent: 'textarea' } as const;

/** The style that goes with it: from `least` to `most` lines high, then it scrolls. */
export function growingSx(least: number, most: number) {
  return {
    '& textarea': {
      height: 'auto',
      fieldSizing: 'content',
      minHeight: `${least}lh`,
      maxHeight: `${most}lh`,
      boxSizing: 'content-box',
      resize: 'none',
      font: 'inherit',
    },
  } as const;
}
