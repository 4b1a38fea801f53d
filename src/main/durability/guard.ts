/** What keeps a desk safe, by the names under which a test can switch it off to see the harm that it prevents. */
export const guards = ['scrubber', 'journal', 'snapshots', 'sentinel'] as const;

export type Guard = (typeof guards)[number];
