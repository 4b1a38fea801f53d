/** The words of the desk's settings. */
export const settingsMessages = {
  never: 'never',
} as const;
