/** How many random cases a property tries; `CARRYDESK_RUNS=20` tries twenty times as many, for a longer search. */
export function runs(usual: number): number {
  return usual * Number(process.env['CARRYDESK_RUNS'] ?? 1);
}
