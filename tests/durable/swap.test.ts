import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dropReplaced, finishSwap, planSwap, stagingFolder } from '../../src/durable/backup/swap';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { filesBelow, writeFiles } from './backup-tools';
import { makeProgram, type Program } from './program';

const root = mkdtempSync(path.join(os.tmpdir(), 'swap-'));
const now = Date.UTC(2026, 0, 5, 9, 30);
const names = [
  'profile',
  'journal',
  'snapshots',
  'sentinel.json',
  'sentinel.previous.json',
  'sources',
  'blobs',
];
let data = '';
let staging = '';
let runs = 0;

beforeEach(() => {
  runs += 1;
  data = path.join(root, String(runs));
  staging = stagingFolder(data, now);
  mkdirSync(data);
});

afterEach(() => disarmFailPoints());
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Desk = Readonly<Record<string, string>>;

const oldDesk: Desk = {
  'profile/Partitions/db': 'old',
  'journal/1.journal': 'old',
  'snapshots/1.snapshot': 'old',
  'sentinel.json': 'old',
  'sources/a': 'old',
};
const newDesk: Desk = { 'snapshots/9.snapshot': 'new', 'sources/b': 'new', 'blobs/c': 'new' };
const beside: Desk = { 'logs/main.log': 'log', 'windows.json': '{}' };

function prepare(old: Desk = oldDesk, staged: Desk = newDesk): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  writeFiles(data, { ...old, ...beside });
  writeFiles(staging, staged);
}

/** What stands in the data folder: the desk itself, what was replaced, and what else there is. */
function state(): { desk: Desk; replaced: Desk; rest: Desk } {
  const found: {
    desk: Record<string, string>;
    replaced: Record<string, string>;
    rest: Record<string, string>;
  } = {
    desk: {},
    replaced: {},
    rest: {},
  };
  for (const [name, content] of Object.entries(filesBelow(data))) {
    const [first = '', , ...below] = name.split(path.sep);
    if (names.includes(first)) found.desk[name] = content.toString();
    else if (first === 'replaced') found.replaced[below.join('/')] = content.toString();
    else found.rest[name] = content.toString();
  }
  return found;
}

const isOld = { desk: oldDesk, replaced: {}, rest: beside };
const isNew = { desk: newDesk, replaced: oldDesk, rest: beside };

describe('replacing a desk', () => {
  it('moves the old one aside whole and the new one in, and leaves everything else', async () => {
    prepare();
    expect(await planSwap(data, staging, names, now)).toEqual({ ok: true, value: null });
    expect(state().desk).toEqual(oldDesk);
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'finished' });
    expect(state()).toEqual(isNew);
    expect(readdirSync(path.join(data, 'replaced'))).toEqual(['2026-01-05T09-30-00.000Z']);
    expect(readdirSync(data).toSorted()).toEqual(
      ['blobs', 'logs', 'replaced', 'snapshots', 'sources', 'windows.json'].toSorted(),
    );
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'nothing' });
    expect(state()).toEqual(isNew);
  });

  it('does not happen without a plan: what was unpacked is removed', async () => {
    prepare();
    writeFileSync(path.join(data, 'restore.json.part'), 'half');
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'nothing' });
    expect(state()).toEqual(isOld);
    expect(existsSync(staging)).toBe(false);
    expect(await finishSwap(path.join(data, 'none'))).toEqual({ ok: true, value: 'nothing' });
  });

  it('brings in what was planned only', async () => {
    prepare(oldDesk, { ...newDesk, 'windows.json': 'planted', 'planted/x': 'planted' });
    await planSwap(data, staging, names, now);
    await finishSwap(data);
    expect(state()).toEqual(isNew);
  });

  it('takes along what the old desk wrote after the plan, on its way out', async () => {
    const early: Desk = { 'profile/Partitions/db': 'old', 'snapshots/1.snapshot': 'old' };
    prepare(early, { 'snapshots/9.snapshot': 'new' });
    await planSwap(data, staging, names, now);
    const late: Desk = {
      'sentinel.json': 'old',
      'sentinel.previous.json': 'old',
      'journal/1.journal': 'old',
    };
    writeFiles(data, late);
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'finished' });
    expect(state()).toEqual({
      desk: { 'snapshots/9.snapshot': 'new' },
      replaced: { ...early, ...late },
      rest: beside,
    });
  });

  it('works in a folder without a desk', async () => {
    prepare({});
    await planSwap(data, staging, names, now);
    expect(await finishSwap(data)).toMatchObject({ ok: true });
    expect(state()).toEqual({ desk: newDesk, replaced: {}, rest: beside });
  });

  it('twice at the same moment keeps both old desks', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    await finishSwap(data);
    writeFiles(staging, { 'sources/d': 'newer' });
    await planSwap(data, staging, names, now);
    await finishSwap(data);
    expect(readdirSync(path.join(data, 'replaced'))).toEqual([
      '2026-01-05T09-30-00.000Z',
      '2026-01-05T09-30-00.000Z-2',
    ]);
    expect(state().desk).toEqual({ 'sources/d': 'newer' });
  });

  it('is planned once at a time, and only from a folder inside', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    expect(await planSwap(data, staging, names, now)).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    rmSync(path.join(data, 'restore.json'));
    await expect(planSwap(data, path.join(root, 'elsewhere'), names, now)).rejects.toThrow(
      'not in the data folder',
    );
  });

  it('is not planned with nothing to put in place', async () => {
    prepare(oldDesk, { 'windows.json': '{}' });
    await expect(planSwap(data, staging, names, now)).rejects.toThrow('nothing to put in place');
    rmSync(staging, { recursive: true });
    expect(await planSwap(data, staging, names, now)).toMatchObject({ ok: false });
    expect(existsSync(path.join(data, 'restore.json'))).toBe(false);
    expect(state()).toEqual(isOld);
  });

  it('goes on although the empty folders of a start stand in its way', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    armFailPoints('swap.movedOld=EIO@5');
    expect((await finishSwap(data)).ok).toBe(false);
    for (const name of ['profile', 'snapshots', 'sources']) mkdirSync(path.join(data, name));
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'finished' });
    expect(state()).toEqual(isNew);
  });
});

const passes = (point: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${point}@${index + 1}`);

/** Every step at which a swap of the desks above can end. */
const steps = {
  beforePlan: ['file.opened', 'file.written', 'file.synced'],
  /** The plan is there, but nobody was told so. */
  untold: ['file.renamed', 'swap.planned'],
  after: [...passes('swap.movedOld', 5), ...passes('swap.movedNew', 3), 'swap.finished'],
} as const;

const armedAs = (failPoint: string, fault: string): string => {
  const [name, pass = '1'] = failPoint.split('@');
  return `${name}=${fault}@${pass}`;
};

describe('a swap that is interrupted', () => {
  const decided = [
    ...[...steps.beforePlan, ...steps.untold].map((failPoint) => [failPoint, 'old'] as const),
    ...steps.after.map((failPoint) => [failPoint, 'new'] as const),
  ];

  it.each(decided)('by a failing disk at %s leaves the %s desk', async (failPoint, expected) => {
    prepare();
    armFailPoints(armedAs(failPoint, 'EIO'));
    const planned = await planSwap(data, staging, names, now);
    const first = planned.ok ? await finishSwap(data) : planned;
    expect(first).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
    expect((await finishSwap(data)).ok).toBe(true);
    expect(state()).toEqual(expected === 'new' ? isNew : isOld);
    expect(existsSync(staging)).toBe(false);
  });

  it('again and again ends all the same, for any desks and any faults', async () => {
    const anyName = fc.constantFrom(...names.filter((name) => !name.includes('.')));
    const anyOld = fc.uniqueArray(anyName);
    const anyStaged = fc.uniqueArray(anyName, { minLength: 1 });
    const anyFaults = fc.array(
      fc.tuple(
        fc.constantFrom('swap.movedOld', 'swap.movedNew', 'swap.finished'),
        fc.integer({ min: 1, max: 5 }),
      ),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(anyOld, anyStaged, anyFaults, async (old, staged, faults) => {
        const desk = (of: readonly string[], content: string): Desk =>
          Object.fromEntries(of.map((name) => [`${name}/file`, content]));
        prepare(desk(old, 'old'), desk(staged, 'new'));
        expect((await planSwap(data, staging, names, now)).ok).toBe(true);
        for (const [name, pass] of faults) {
          disarmFailPoints();
          armFailPoints(`${name}=EIO@${pass}`);
          await finishSwap(data);
        }
        disarmFailPoints();
        expect((await finishSwap(data)).ok).toBe(true);
        expect(state()).toEqual({ desk: desk(staged, 'new'), replaced: desk(old, 'old'), rest: beside });
      }),
      { numRuns: 30 },
    );
  });

  it('would be a mixture without its plan (control)', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    armFailPoints('swap.movedNew=EIO@2');
    await finishSwap(data);
    rmSync(path.join(data, 'restore.json'));
    await finishSwap(data);
    expect(state().desk).not.toEqual(newDesk);
    expect(state().desk).not.toEqual(oldDesk);
  });
});

describe('a swap that is killed', () => {
  let program: Program;
  beforeAll(async () => {
    program = await makeProgram('swap-desk');
  });
  afterAll(() => program.remove());

  it('at each step leaves the old or the new desk', { timeout: 60_000 }, async () => {
    for (const failPoint of [...steps.beforePlan, ...steps.untold, ...steps.after]) {
      prepare();
      const first = program.start(data, staging, names.join(','), armedAs(failPoint, 'kill'));
      expect((await first.ended).signal, failPoint).toBe('SIGKILL');
      expect((await finishSwap(data)).ok).toBe(true);
      const isPlanned = !steps.beforePlan.some((point) => point === failPoint);
      expect(state(), failPoint).toEqual(isPlanned ? isNew : isOld);
    }
  });

  it('and killed again while it goes on, ends all the same', { timeout: 60_000 }, async () => {
    prepare();
    const faults = [
      'swap.movedOld=kill@2',
      'swap.movedOld=kill',
      'swap.movedNew=kill',
      'swap.movedNew=kill',
      'swap.finished=kill',
    ];
    for (const [index, fault] of faults.entries()) {
      const words = index === 0 ? [data, staging, names.join(','), fault] : [data, '', '', fault];
      expect((await program.start(...words).ended).signal, fault).toBe('SIGKILL');
    }
    expect(await program.start(data, '', '', '').line()).toBe('finished');
    expect(state()).toEqual(isNew);
  });
});

describe('what people may do meanwhile', () => {
  it('removing the unpacked desk before the start brings the old one back', async () => {
    for (const fault of [null, 'swap.movedOld=EIO@3', 'swap.movedOld=EIO@5']) {
      prepare();
      await planSwap(data, staging, names, now);
      if (fault !== null) armFailPoints(fault);
      if (fault !== null) expect((await finishSwap(data)).ok).toBe(false);
      rmSync(staging, { recursive: true });
      expect(await finishSwap(data)).toMatchObject({
        ok: false,
        error: { code: 'not_found', message: expect.stringContaining('The desk is as it was') },
      });
      expect(state()).toEqual(isOld);
      expect(await finishSwap(data)).toEqual({ ok: true, value: 'nothing' });
    }
  });

  it('removing it while it is put in place is said, and nothing is made worse', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    armFailPoints('swap.movedNew=EIO@2');
    await finishSwap(data);
    rmSync(staging, { recursive: true });
    const before = state();
    for (let start = 0; start < 2; start += 1) {
      expect(await finishSwap(data)).toMatchObject({
        ok: false,
        error: { code: 'not_found', message: expect.stringContaining('is kept whole in') },
      });
      expect(state()).toEqual(before);
    }
    expect(before.replaced).toEqual(oldDesk);
  });

  it('spoiling the plan is said, and nothing is touched', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    const marker = path.join(data, 'restore.json');
    const plan = JSON.parse(readFileSync(marker, 'utf8')) as object;
    const before = state();
    const hostile = [
      '{',
      '{}',
      { ...plan, staging: '../elsewhere' },
      { ...plan, staging: 'restoring-/../..' },
      { ...plan, staging: 'profile' },
      { ...plan, moment: '../x' },
      { ...plan, old: ['../x'] },
      { ...plan, staged: ['..'] },
      { ...plan, staged: ['a/b'] },
    ];
    for (const content of hostile) {
      writeFileSync(marker, typeof content === 'string' ? content : JSON.stringify(content));
      expect(await finishSwap(data)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(state()).toMatchObject({ desk: before.desk, replaced: {} });
      expect(existsSync(staging)).toBe(true);
    }
    renameSync(marker, path.join(data, 'moved-away.json'));
    expect(await finishSwap(data)).toEqual({ ok: true, value: 'nothing' });
    expect(state().desk).toEqual(oldDesk);
  });
});

describe('the desks that were replaced', () => {
  const day = 24 * 60 * 60 * 1000;

  it('are kept for as long as wanted, and then removed', async () => {
    for (const age of [10, 8, 6, 0]) {
      prepare(oldDesk, newDesk);
      renameIfThere(path.join(root, 'kept'), path.join(data, 'replaced'));
      await planSwap(data, staging, names, now - age * day);
      await finishSwap(data);
      renameSync(path.join(data, 'replaced'), path.join(root, 'kept'));
    }
    renameSync(path.join(root, 'kept'), path.join(data, 'replaced'));
    mkdirSync(path.join(data, 'replaced', 'my own copy'));
    await dropReplaced(data, 7 * day, now);
    expect(readdirSync(path.join(data, 'replaced')).toSorted()).toEqual([
      '2025-12-30T09-30-00.000Z',
      '2026-01-05T09-30-00.000Z',
      'my own copy',
    ]);
    await dropReplaced(path.join(data, 'none'), 7 * day, now);
  });

  it('stay while a swap is not finished', async () => {
    prepare();
    await planSwap(data, staging, names, now);
    armFailPoints('swap.finished=EIO');
    await finishSwap(data);
    await dropReplaced(data, 7 * day, now + 30 * day);
    expect(state().replaced).toEqual(oldDesk);
    await finishSwap(data);
    await dropReplaced(data, 7 * day, now + 30 * day);
    expect(state().replaced).toEqual({});
  });
});

function renameIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}
