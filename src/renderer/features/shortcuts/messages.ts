/** The words of the shortcuts dialog. */
export const shortcutsMessages = {
  title: 'Keyboard shortcuts',
  hint: 'Single letters work while you are not typing.',
  close: 'Close',
} as const;
