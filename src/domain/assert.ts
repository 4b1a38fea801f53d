/** Fails loudly when a case of a union was forgotten; the parameter type makes it a compile error first. */
export function assertNever(value: never): never {
  throw new Error(`A case was forgotten: ${JSON.stringify(value)}`);
}

/** Throws when a condition that the code relies on does not hold; use it for bugs, never for user input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
