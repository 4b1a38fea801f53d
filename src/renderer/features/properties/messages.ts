/** The words of the properties. */
export const propertiesMessages = {
  title: 'Properties',
  details: 'Details',
  outcome: 'Outcome',
  custom: 'Fields of this desk',
  none: '–',
  yes: 'Yes',
  no: 'No',
  me: (name: string): string => `${name} (me)`,
  set: (number: string, field: string, value: string): string =>
    value === '' ? `${field} of ${number} cleared` : `${field} of ${number} set to ${value}`,
  changed: (number: string, field: string): string => `${field} of ${number} changed`,
  trash: 'Move to trash',
  trashed: (number: string): string => `${number} moved to the trash`,
} as const;
