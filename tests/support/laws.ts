import fc from 'fast-check';
import { expect } from 'vitest';

/** A law as a property of whatever values it needs. */
export type Law = fc.IProperty<unknown>;

/** The control of a law: the same property over a broken variant must fail, or the law proves nothing. */
export function expectCaught(property: Law): void {
  const found = fc.check(property, { numRuns: 2_000, seed: 7, endOnFailure: true });
  expect(found.failed, 'the law let a broken variant pass').toBe(true);
}
