import { access } from 'node:fs/promises';
import path from 'node:path';

/** The ending of backup files. */
export const backupEnding = 'carrydesk';

/** In characters, of up to four bytes each: a disk takes names of 255 bytes, and some stand around this one. */
const longestDeskName = 50;

/** What some system does not take in the name of a file, control characters among it. */
// oxlint-disable-next-line no-control-regex
const refused = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;

/** What a backup is called: `Carrydesk <desk> <day>.carrydesk`, with the day as it is on this machine. */
export function backupName(desk: string, now: number): string {
  const characters = Array.from(desk.replaceAll(refused, ' ').replaceAll(/\s+/g, ' '));
  const plain = characters.slice(0, longestDeskName).join('').trim();
  const day = new Date(now);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const date = parts.map((part) => String(part).padStart(2, '0')).join('-');
  return `${['Carrydesk', plain, date].filter((part) => part !== '').join(' ')}.${backupEnding}`;
}

/** A place in a folder under this name, or one with a number behind it where that is taken: nothing is replaced. */
export async function freePlace(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    const isTaken = await access(file).then(
      () => true,
      () => false,
    );
    if (!isTaken) return file;
  }
}
