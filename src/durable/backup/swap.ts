import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { assert } from '../../domain/assert';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import { reach } from '../fail-points';
import { syncFolder, writeWhole } from '../files';
import { namesIn } from '../names-in';
import { hasCode } from '../system-code';
import { swapMessages as messages } from './swap.messages';

const markerName = 'restore.json';
const replacedName = 'replaced';
const stagingPrefix = 'restoring-';

/** As many characters as `2026-01-05T09-00-00.000Z` has. */
const momentLength = 24;

/** A file or folder directly in a data folder. */
const PlainName = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]*$/);
const Moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z(?:-\d+)?$/);

/**
 * What the marker says. It lists what is there on either side, so that the same steps done again change nothing: what
 * was old and is not in `replaced` yet still has to go, what is in `staging` still has to come.
 */
const Plan = z.object({
  version: z.literal(1),
  staging: z.string().startsWith(stagingPrefix).pipe(PlainName),
  /** The folder below `replaced` that takes the old ones. */
  moment: Moment,
  old: z.array(PlainName),
  staged: z.array(PlainName),
});

type Plan = Readonly<z.infer<typeof Plan>>;

/** Where to unpack a desk that is to take the place of the one in a data folder; there is nothing yet. */
export function stagingFolder(dataFolder: string, now: number): string {
  return path.join(dataFolder, `${stagingPrefix}${momentOf(now)}`);
}

/**
 * Decides that what was unpacked in a staging folder takes the place of `names` in the data folder. Until this resolves
 * the old desk stays, and where it fails too; afterwards `finishSwap` puts the new one in place, whatever happens between. Names that are not
 * staged are moved away all the same: nothing of the old desk may stand beside the new one.
 */
export async function planSwap(
  dataFolder: string,
  staging: string,
  names: readonly string[],
  now: number,
): Promise<Result<null>> {
  assert(
    path.dirname(staging) === path.normalize(dataFolder),
    'The staging folder is not in the data folder.',
  );
  try {
    if ((await readPlan(dataFolder)) !== null) return failure(appError('conflict', messages.alreadyPlanned));
    const [present, unpacked] = await Promise.all([readdir(dataFolder), readdir(staging)]);
    const staged = names.filter((name) => unpacked.includes(name));
    const plan: Plan = Plan.parse({
      version: 1,
      staging: path.basename(staging),
      moment: await freeMoment(dataFolder, now),
      // What is not staged and appears before the swap, such as a note of the desk at its end, is of the old one too.
      old: names.filter((name) => present.includes(name) || !staged.includes(name)),
      staged,
    });
    assert(plan.staged.length > 0, 'There is nothing to put in place.');
    await writePlan(path.join(dataFolder, markerName), plan);
    return ok(null);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/**
 * Takes back what `planSwap` decided and removes what was to be put in place. Only while nothing was carried out of it
 * yet: in the run of the program that planned it.
 */
export async function withdrawSwap(dataFolder: string): Promise<Result<null>> {
  try {
    // The plan goes first: what is staged without one is removed at the next start in any case.
    await rm(path.join(dataFolder, markerName), { force: true });
    await syncFolder(dataFolder);
    await removeUnplanned(dataFolder);
    return ok(null);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/**
 * Carries out what `planSwap` decided, or goes on where it was interrupted; to be called at every start, before anything
 * else touches the data folder. Without a plan it only removes what was unpacked for none. On a failure the plan stays,
 * and the next call tries again.
 */
export async function finishSwap(dataFolder: string): Promise<Result<'nothing' | 'finished'>> {
  try {
    const plan = await readPlan(dataFolder);
    if (plan === 'unreadable') {
      const file = path.join(dataFolder, markerName);
      return failure(appError('invalid_input', messages.markerUnreadable(file), { file }));
    }
    if (plan === null) {
      await removeUnplanned(dataFolder);
      return ok('nothing');
    }
    return await carryOut(dataFolder, plan);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/**
 * Removes desks that were replaced longer ago than `olderThanMs`; what has another name than a moment is left. Nothing is
 * removed while a swap is not finished. Throws what the file system throws.
 */
export async function dropReplaced(dataFolder: string, olderThanMs: number, now: number): Promise<void> {
  if ((await readPlan(dataFolder)) !== null) return;
  const folder = path.join(dataFolder, replacedName);
  for (const name of await namesIn(folder)) {
    const at = timeOf(name);
    if (at !== null && at < now - olderThanMs)
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function carryOut(dataFolder: string, plan: Plan): Promise<Result<'finished'>> {
  const staging = path.join(dataFolder, plan.staging);
  const replaced = path.join(dataFolder, replacedName, plan.moment);
  const lost = await whatVanished(plan, dataFolder, staging, replaced);
  if (lost === 'all') {
    await moveAll(plan.old, replaced, dataFolder, null);
    await tidy(dataFolder, staging);
    return failure(appError('not_found', messages.vanished(staging), { staging }));
  }
  if (lost === 'some')
    return failure(appError('not_found', messages.halfVanished(staging, replaced), { staging, replaced }));
  if (plan.old.length > 0) {
    await mkdir(replaced, { recursive: true });
    await syncFolder(path.dirname(replaced));
    // What has gone already must not be followed by the new one of the same name.
    const gone = new Set(await namesIn(replaced));
    await moveAll(
      plan.old.filter((name) => !gone.has(name)),
      dataFolder,
      replaced,
      'swap.movedOld',
    );
  }
  await moveAll(plan.staged, staging, dataFolder, 'swap.movedNew');
  reach('swap.finished');
  await tidy(dataFolder, staging);
  return ok('finished');
}

/** Moves whatever of these names is still there, and flushes both folders. */
async function moveAll(
  names: readonly string[],
  from: string,
  to: string,
  failPoint: 'swap.movedOld' | 'swap.movedNew' | null,
): Promise<void> {
  const present = new Set(await namesIn(from));
  for (const name of names) {
    if (!present.has(name)) continue;
    await rename(path.join(from, name), path.join(to, name));
    if (failPoint !== null) reach(failPoint);
  }
  if (present.size > 0) await syncFolder(from);
  await syncFolder(to);
}

/**
 * Whether somebody took away what was to be put in place: nothing (null), `some` when other parts of it are in place
 * already, `all` when the old desk can still be put back.
 */
async function whatVanished(
  { old, staged }: Plan,
  dataFolder: string,
  staging: string,
  replaced: string,
): Promise<'some' | 'all' | null> {
  const [here, waiting, away] = await Promise.all(
    [dataFolder, staging, replaced].map((folder) => namesIn(folder)),
  );
  const isArrived = (name: string): boolean =>
    (here?.includes(name) ?? false) && (!old.includes(name) || (away?.includes(name) ?? false));
  const arrived = staged.filter((name) => isArrived(name) && waiting?.includes(name) !== true);
  const lost = staged.filter((name) => !isArrived(name) && waiting?.includes(name) !== true);
  if (lost.length === 0) return null;
  return arrived.length === 0 ? 'all' : 'some';
}

/** A plan that could not be made for sure must not be carried out later: its failure is told as that of the whole. */
async function writePlan(marker: string, plan: Plan): Promise<void> {
  try {
    await writeWhole(marker, JSON.stringify(plan));
    reach('swap.planned');
  } catch (error) {
    await rm(marker, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes what is left of a swap; the marker goes last, because it is what makes all of this happen again. */
async function tidy(dataFolder: string, staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  await rm(path.join(dataFolder, markerName), { force: true });
  await syncFolder(dataFolder);
}

async function removeUnplanned(dataFolder: string): Promise<void> {
  const isLeft = (name: string): boolean => name.startsWith(stagingPrefix) || name === `${markerName}.part`;
  for (const name of (await namesIn(dataFolder)).filter(isLeft))
    await rm(path.join(dataFolder, name), { recursive: true, force: true });
}

async function readPlan(dataFolder: string): Promise<Plan | 'unreadable' | null> {
  try {
    const text = await readFile(path.join(dataFolder, markerName), 'utf8');
    const plan = Plan.safeParse(JSON.parse(text));
    return plan.success ? plan.data : 'unreadable';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

/** A moment, as a name that every file system takes. */
function momentOf(now: number): string {
  return new Date(now).toISOString().replaceAll(':', '-');
}

/** The moment of `now`, with a number behind it where another desk was replaced at the same one. */
async function freeMoment(dataFolder: string, now: number): Promise<string> {
  const taken = new Set(await namesIn(path.join(dataFolder, replacedName)));
  const moment = momentOf(now);
  let free = moment;
  for (let number = 2; taken.has(free); number += 1) free = `${moment}-${number}`;
  return free;
}

function timeOf(moment: string): number | null {
  if (!Moment.safeParse(moment).success) return null;
  const [date = '', time = ''] = moment.slice(0, momentLength).split('T');
  return Date.parse(`${date}T${time.replaceAll('-', ':')}`);
}
