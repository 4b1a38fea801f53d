/** The shape of the stored rows: counted up with every migration of the tables. */
export const schemaVersion = 1;

/** The runtime that opens the profile: an older one cannot be trusted with what a newer one wrote. */
export function electronMajor(): number {
  return Number.parseInt(process.versions.electron ?? '0', 10);
}
