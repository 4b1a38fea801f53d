/** Line icons on a grid of 24, drawn for this desk. */
export const iconPaths = {
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  inbox: 'M4 13l2.5-8h11L20 13v6H4v-6Zm0 0h5l1.5 2.5h3L15 13h5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  reply: 'M10 7 4 12l6 5v-3.5c5 0 8 1.5 10 4.5-.5-5.500-4-8.500-10-8.500V7Z',
  phone:
    'M6 4h3.500l1.500 4.500-2 1.500a10 10 0 0 0 5 5l1.500-2 4.500 1.500V18a2 2 0 0 1-2 2A15 15 0 0 1 4 6a2 2 0 0 1 2-2Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20c.8-3.500 3.700-5.500 7.500-5.500s6.700 2 7.500 5.500',
  history: 'M4 12a8 8 0 1 0 2.500-5.800M4 4v4.500h4.500M12 8v4.500l3 2',
  check: 'M5 12.500 10 17.500 19 7',
  arrowUp: 'M12 19V6M6.500 11 12 5.500 17.500 11',
  arrowDown: 'M12 5v13M6.500 13l5.500 5.500 5.500-5.500',
  import: 'M12 4v10M8 10.500l4 4 4-4M4 16v4h16v-4',
  keyboard: 'M3 6.500h18v11H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  pencil: 'M5 19l1-4L16.500 4.500a1.500 1.500 0 0 1 2 0l1 1a1.500 1.500 0 0 1 0 2L9 18l-4 1Z',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  warning: 'M12 4 2.500 20h19L12 4ZM12 10v4.500M12 17.500h.01',
} as const;

export type IconName = keyof typeof iconPaths;
