import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/renderer/app/commands/all';
import { commandGroups } from '../../../src/renderer/app/commands/command';
import { keyLabels } from '../../../src/renderer/components/key-labels';

const bound = commands.flatMap((command) => command.keys.map((keys) => ({ id: command.id, keys })));

describe('every command', () => {
  it('has a title, a known group and an id of its own', () => {
    expect(commands.filter(({ title, group }) => title === '' || !commandGroups.includes(group))).toEqual([]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('uses no Alt and no Ctrl with Alt: those keys write characters on many keyboards', () => {
    expect(bound.filter(({ keys }) => /Alt/u.test(keys))).toEqual([]);
  });

  it('has keys that no other command has', () => {
    const seen = bound.map(({ keys }) => keys.toLowerCase());
    expect(seen.filter((keys, index) => seen.indexOf(keys) !== index)).toEqual([]);
  });

  it('can be reached without knowing its key, from the palette or by a key that explains itself', () => {
    const hidden = commands.filter((command) => command.isKeyOnly === true && command.keys.length === 0);
    expect(hidden).toEqual([]);
  });

  it('shows its keys as they are printed on a keyboard', () => {
    expect(keyLabels('$mod+Shift+Enter')).toEqual(['Ctrl', 'Shift', 'Enter']);
    expect(keyLabels('[Shift]+?')).toEqual(['?']);
    expect(keyLabels('g 1')).toEqual(['G', '1']);
  });
});
