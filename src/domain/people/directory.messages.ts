/** The words of the fields of organisations, teams and categories. */
export const directoryMessages = {
  name: 'Name',
  domains: 'Mail domains',
  about: 'About',
  parent: 'Part of',
  order: 'Order',
} as const;
