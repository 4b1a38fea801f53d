import { z } from 'zod';
import { settingsMessages } from './settings.messages';

const days = z.int().min(1).max(36_500);

/** How long a desk keeps what nobody needs any more, in days; null keeps it for ever. */
export const DeskSettings = z.object({
  /** Tickets in the trash or marked as spam, from the day they were put there. */
  trashDays: days.nullable(),
  /** Earlier states of drafts. */
  draftVersionDays: days.nullable(),
  /** The desk's own snapshots, one for each day; the newest two always stay. */
  snapshotDays: days,
});

export type DeskSettings = Readonly<z.infer<typeof DeskSettings>>;

export type SettingName = keyof DeskSettings;

/** What holds until somebody says otherwise. */
export const defaultSettings: DeskSettings = { trashDays: null, draftVersionDays: null, snapshotDays: 7 };

/** Every setting, in the order in which they are shown. */
export const settingNames = Object.keys(DeskSettings.shape) as readonly SettingName[];

/** Reads a setting as somebody types it: a number of days, or the word for no limit. Undefined where it is neither. */
export function readSetting(name: SettingName, text: string): number | null | undefined {
  const word = text.trim().toLowerCase();
  const value = word === settingsMessages.never ? null : /^\d{1,6}$/.test(word) ? Number(word) : undefined;
  const parsed = DeskSettings.shape[name].safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** A setting as it is shown and typed. */
export function settingText(value: number | null): string {
  return value === null ? settingsMessages.never : String(value);
}
