import { pause } from './app.mjs';
import { copyDesk, damages, swapProfile } from './data-folder.mjs';

/**
 * @typedef {import('./desk-run.mjs').DeskRun} DeskRun
 * @typedef {import('./decide.mjs').Decision} Decision
 * @typedef {import('./oracle.mjs').Problem} Problem
 * @typedef {{ isWhole: boolean, before: string, older: string }} CycleOptions
 *   `before` gets a copy of the desk as it was before it was opened, `older` is the copy that may be put back
 * @typedef {{ kills: number, starts: number, damage: string | null, isChecked: boolean, problems: Problem[] }} CycleEnd
 */

const storeReturnMs = 10_000;
const warmUpMs = 6_000;
/** Points of a start were passed by then, points of a command are passed soon. */
const failPointMs = 1_500;

/** What needs a look at everything afterwards, because it may have been made anew. */
const heavy = ['databaseGone', 'olderProfile', 'snapshotBit', 'sentinelGone'];

/**
 * One start and one end of the app: something may happen to the files, the desk is opened and compared with what was
 * acknowledged, it is written to, and then it is ended in the middle of that.
 *
 * @param {DeskRun} desk
 * @param {Decision} decision
 * @param {CycleOptions} options
 * @param {import('./random.mjs').Random} random
 * @returns {Promise<CycleEnd>}
 */
export async function runCycle(desk, decision, options, random) {
  /** @type {CycleEnd} */
  const end = {
    kills: 0,
    starts: 0,
    damage: damageDesk(desk, decision, options, random),
    isChecked: false,
    problems: [],
  };
  copyDesk(desk.folder, options.before);
  if (decision.kill === 'starting') {
    await startAndKill(desk, end, decision.delayMs);
    return end;
  }
  if (decision.kill === 'twice') await startAndKill(desk, end, decision.betweenKillsMs);
  const env = decision.failPoint === null ? {} : { CARRYDESK_FAIL_POINTS: decision.failPoint };
  const app = await desk.start(env);
  end.starts += 1;
  const { isOpen, problems } = await desk.opened();
  end.problems.push(...problems);
  const isWhole = options.isWhole || heavy.includes(end.damage ?? '');
  if (isOpen) end.problems.push(...(await desk.check({ isWhole, isRepeated: decision.isRepeated })));
  end.isChecked = isOpen && end.problems.length === 0;
  if (end.isChecked) await writeAndEnd(desk, decision, end);
  if (!app.isGone) await app.kill();
  end.kills += 1;
  if (decision.isKeptAsOlder && end.problems.length === 0) copyDesk(desk.folder, options.older);
  return end;
}

/**
 * @param {DeskRun} desk
 * @param {Decision} decision
 * @param {CycleOptions} options
 * @param {import('./random.mjs').Random} random
 */
function damageDesk(desk, { damage }, { older }, random) {
  if (damage === 'none') return null;
  const isDone =
    damage === 'olderProfile' ? swapProfile(older, desk.folder) : damages[damage](desk.folder, random);
  return isDone ? damage : null;
}

/**
 * @param {DeskRun} desk
 * @param {CycleEnd} end
 * @param {number} delayMs
 */
async function startAndKill(desk, end, delayMs) {
  const app = await desk.start();
  await pause(delayMs);
  await app.kill();
  end.starts += 1;
  end.kills += 1;
}

/**
 * @param {DeskRun} desk
 * @param {Decision} decision
 * @param {CycleEnd} end
 */
async function writeAndEnd(desk, decision, end) {
  const { inFlight, delayMs, hasSnapshot, kill, warmUp } = decision;
  const app = /** @type {import('./app.mjs').RunningApp} */ (desk.app);
  const writing = desk.write({ inFlight, warmUp });
  await Promise.race([writing.warm, app.gone, pause(warmUpMs)]);
  const isSnapshotAsked = hasSnapshot || decision.failPoint?.startsWith('snapshot.') === true;
  const snapshot = isSnapshotAsked ? app.snapshot() : undefined;
  if (kill === 'failPoint') await Promise.race([app.gone, pause(failPointMs)]);
  else await Promise.race([app.gone, pause(delayMs)]);
  if (kill === 'store') await crashStore(desk, app, writing, end);
  else if (decision.isLeftInOrder && !app.isGone) await leave(app, end);
  await app.kill();
  await Promise.all([writing.done, snapshot]);
}

/**
 * Not every app is killed: some are closed while others still write.
 *
 * @param {import('./app.mjs').RunningApp} app
 * @param {CycleEnd} end
 */
async function leave(app, end) {
  const isLeft = await app.leave();
  // It is counted as killed afterwards, like all the others.
  if (isLeft) end.kills -= 1;
  else end.problems.push({ kind: 'hung', commandId: '', text: 'The app did not leave in order.' });
}

/**
 * Only the store dies: the app goes on, and what was sent to it is answered by the next one.
 *
 * @param {DeskRun} desk
 * @param {import('./app.mjs').RunningApp} app
 * @param {ReturnType<DeskRun['write']>} writing
 * @param {CycleEnd} end
 */
async function crashStore(desk, app, writing, end) {
  await app.crashStore();
  end.kills += 1;
  await app.until(() => app.store.state !== 'ready', storeReturnMs);
  const isBack = await app.until(() => app.store.state === 'ready', storeReturnMs);
  await pause(100);
  writing.stop();
  await Promise.race([writing.done, pause(storeReturnMs)]);
  if (!isBack) {
    const text = `The store did not come back: ${JSON.stringify(app.store)}`;
    end.problems.push({ kind: 'manual', commandId: '', text });
    return;
  }
  if (desk.oracle.refused === 0 && desk.oracle.unresolved.size > 0)
    end.problems.push({
      kind: 'unanswered',
      commandId: '',
      text: 'A command was not answered after the store came back.',
    });
  end.problems.push(...(await desk.check({ isWhole: false })));
}
