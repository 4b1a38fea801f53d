import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { backupName } from '../../../src/main/backup/backup-name';

const now = new Date(2026, 0, 5, 23, 59).getTime();

it('says whose backup it is and of which day here', () => {
  expect(backupName('Harbour Office', now)).toBe('Carrydesk Harbour Office 2026-01-05.carrydesk');
});

it('holds nothing that some system refuses, whatever the desk is called', () => {
  expect(backupName('IT/OT: "night"\n<a|b>?*\\', now)).toBe('Carrydesk IT OT night a b 2026-01-05.carrydesk');
  expect(backupName('///', now)).toBe('Carrydesk 2026-01-05.carrydesk');
});

it('is short enough for every disk', () => {
  const name = backupName('🚢'.repeat(200), now);
  expect(Buffer.byteLength(`${name} (99).part`)).toBeLessThan(255);
  expect(name).toMatch(/^Carrydesk 🚢+ 2026-01-05\.carrydesk$/u);
});
