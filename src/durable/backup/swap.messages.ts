/** What people are told when a restored desk is put in the place of another. */
export const swapMessages = {
  markerUnreadable: (file: string): string =>
    `“${file}” says that a desk is being restored, but it cannot be read. Move it away to start with the desk as it is.`,
  vanished: (staging: string): string =>
    `The restored desk in “${staging}” has gone before it was put in place. The desk is as it was; restore it again.`,
  halfVanished: (staging: string, replaced: string): string =>
    `Part of the restored desk in “${staging}” has gone while it was put in place. The desk before it is kept whole in “${replaced}”; move its content back into the data folder, and move the file restore.json away.`,
  alreadyPlanned:
    'Another desk is being restored here already. Start Carrydesk anew to finish that, then try again.',
} as const;
