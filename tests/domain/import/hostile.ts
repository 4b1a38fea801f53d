import { sharedData } from '../../support/shared-data';
import { existsSync, readFileSync } from 'node:fs';

const path = sharedData('hostile/naughty-strings.json');

/** True where the strings that break software lie beside the project. */
const hasHostileStrings = existsSync(path);

/** Strings that break software; without the shared data, a few that break most of it. */
export function hostileStrings(): readonly string[] {
  if (!hasHostileStrings)
    return ['\u0000', '"', '\r', '\ud800', '__proto__', 'constructor', '=1+1', '\u202e', '👩‍👩‍👧'];
  return JSON.parse(readFileSync(path, 'utf8')) as readonly string[];
}
