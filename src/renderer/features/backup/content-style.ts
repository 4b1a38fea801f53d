import type { Sx } from '../../components/sx';

/** Every step of the dialog stands the same way below its title, also where a form or an error lies between the two. */
export const contentSx = { display: 'grid', gap: 1.5, pt: '6px !important' } as const satisfies Sx;

/** A button that is only text begins and ends where the text around it does. */
export const flushSx = { start: { ml: -1.5, mr: 'auto' }, end: { mr: -1.5 } } as const satisfies Record<
  string,
  Sx
>;
