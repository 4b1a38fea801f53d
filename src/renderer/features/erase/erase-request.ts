/** Whom to erase, and how much of what they left. */
export type EraseRequest = {
  readonly id: string;
  readonly withMessages: boolean;
  readonly withSources: boolean;
};
