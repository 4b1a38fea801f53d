import { failPoints, rotation } from './fail-points.mjs';

/** @typedef {import('./random.mjs').Random} Random */

/** How an app ends, and how often. */
const kills = { writing: 60, starting: 15, failPoint: 10, store: 10, twice: 5 };

/** What happens to the files before the next start, in percent. */
const damageShares = {
  tornTail: 10,
  databaseGone: 3,
  olderProfile: 2,
  journalJunk: 2,
  sentinelGone: 1,
  snapshotBit: 1,
};

/** At which pass of a place that every command comes by, and of others, the app may end. */
const latestPass = { command: 40, other: 1 };

/** The disk can also refuse a step without anything dying. */
const refusablePoints = /** @type {const} */ (['journal.received', 'journal.written', 'journal.synced']);

/**
 * @typedef {ReturnType<typeof decide>} Decision
 */

/**
 * What happens in one cycle; the same choices give the same decision.
 *
 * @param {Random} random
 */
export function decide(random) {
  const kill = random.weighted(kills);
  return {
    damage: random.weighted({
      ...damageShares,
      none: 100 - Object.values(damageShares).reduce((a, b) => a + b),
    }),
    isKeptAsOlder: random.chance(0.1),
    kill,
    /** After the first acknowledgement, or after the start. */
    delayMs: kill === 'starting' ? random.between(0, 1_500) : random.between(30, 700),
    betweenKillsMs: random.between(0, 100),
    failPoint: failPointOf(random, kill),
    isLeftInOrder: random.chance(0.05),
    isRepeated: random.chance(0.5),
    hasSnapshot: random.chance(0.2),
    inFlight: random.between(1, 12),
    /** Some desks have worked for a while before they are ended. */
    warmUp: random.chance(0.3) ? random.between(50, 250) : 1,
  };
}

/**
 * @param {Random} random
 * @param {keyof typeof kills} kill
 */
function failPointOf(random, kill) {
  const name = random.pick([...Object.keys(failPoints), rotation]);
  const isOfCommands = /^(store|journal)\.(received|committed|told|journalled|written|synced)$/.test(name);
  const pass = random.between(1, latestPass[isOfCommands ? 'command' : 'other']);
  const isRefused = random.chance(0.15);
  const refused = random.pick(refusablePoints);
  if (kill !== 'failPoint') return null;
  return isRefused ? `${refused}=EIO@${pass}` : `${name}=kill@${pass}`;
}
