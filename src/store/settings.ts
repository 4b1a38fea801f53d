import { defaultSettings, type DeskSettings } from '../domain/settings/settings';
import type { UnitOfWork } from './commit/unit-of-work';
import type { DeskTables } from './commit/tables';

const settingsKey = 'settings';

/** The settings of this desk; one that nobody has set, or that came with this version, has its default. */
export async function settingsOf({ meta }: Pick<DeskTables, 'meta'>): Promise<DeskSettings> {
  const row = await meta.get(settingsKey);
  return { ...defaultSettings, ...(row?.value as Partial<DeskSettings> | undefined) };
}

/** Changes some settings, and answers all of them. */
export async function changeSettings(
  work: UnitOfWork,
  change: { readonly [Name in keyof DeskSettings]?: DeskSettings[Name] | undefined },
): Promise<DeskSettings> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const next = { ...(await settingsOf(work.context.database)), ...Object.fromEntries(given) };
  work.putLocal('meta', { key: settingsKey, value: next });
  return next;
}
