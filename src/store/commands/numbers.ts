import type { UnitOfWork } from '../commit/unit-of-work';

const numbersKey = 'numbers';

/** Takes the next ticket numbers. A desk of its own counts from 1; a number that was taken is never given again. */
export async function takeNumbers(work: UnitOfWork, howMany: number): Promise<number> {
  const row = await work.context.database.meta.get(numbersKey);
  const next = (row?.value as number | undefined) ?? 1;
  setNextNumber(work, next + howMany);
  return next;
}

/** Takes the next ticket number. */
export function takeNumber(work: UnitOfWork): Promise<number> {
  return takeNumbers(work, 1);
}

/** The number that the next ticket would get. */
export async function nextNumber(work: UnitOfWork): Promise<number> {
  const row = await work.context.database.meta.get(numbersKey);
  return (row?.value as number | undefined) ?? 1;
}

/** Sets the number that the next ticket gets. */
export function setNextNumber(work: UnitOfWork, next: number): void {
  work.putLocal('meta', { key: numbersKey, value: next });
}
