/** Who acts from main: named on the command line, and known by id once the store has been asked. */
export type ActingAgent = { readonly name: string | null; id: string };
