/** The words of custom fields. */
export const customFieldMessages = {
  key: 'Name in queries',
  label: 'Label',
  type: 'Type',
  options: 'Options',
  order: 'Order',
  types: { text: 'Text', number: 'Number', date: 'Date', flag: 'Yes or no', choice: 'Choice' },
  keyShape: 'A field name starts with a letter and has small letters, digits, dashes and underscores only.',
} as const;
