import type { StoreState } from '../protocol/shell';

/** The states in which the store process can be. */
export type StoreStateName = StoreState['state'];

/** What can happen to it. Every event has a place in every state. */
export type StoreEvent = 'opened' | 'crashed' | 'replace' | 'restartDue' | 'drain' | 'drained' | 'retry';

/** What is known of the life of the process. */
export type StoreLife = Readonly<{
  state: StoreStateName;
  /** When it went away without being asked, oldest first; forgotten after a minute without another. */
  crashes: readonly number[];
}>;

/** What has to be done about a transition. */
export type StoreEffect =
  | Readonly<{ kind: 'start' | 'connect' | 'discard' | 'drain' }>
  | Readonly<{ kind: 'wait'; delayMs: number }>;

/** A state and what to do on the way to it. */
export type StoreStep = Readonly<{ life: StoreLife; effects: readonly StoreEffect[] }>;

const crashMemoryMs = 60_000;
const crashesToFail = 3;
const backOffMs = [200, 1_000, 5_000] as const;

/** The life of a store that has not been started. */
export const unstartedLife: StoreLife = { state: 'starting', crashes: [] };

type Rule = (life: StoreLife, now: number) => StoreStep;

const stay: Rule = (life) => ({ life, effects: [] });

function go(state: StoreStateName, ...kinds: readonly ('start' | 'connect' | 'discard' | 'drain')[]): Rule {
  return (life) => ({ life: { ...life, state }, effects: kinds.map((kind) => ({ kind })) });
}

/** The process is gone: it is started again a little later, unless that has not helped three times in a minute. */
const afterCrash: Rule = ({ crashes }, now) => {
  const last = crashes.at(-1);
  const isFirst = last === undefined || now - last > crashMemoryMs;
  const chain = isFirst ? [now] : [...crashes, now].slice(-crashesToFail);
  const recent = chain.filter((at) => now - at <= crashMemoryMs);
  if (recent.length >= crashesToFail) {
    return { life: { state: 'failed', crashes: chain }, effects: [{ kind: 'discard' }] };
  }
  const delayMs = backOffMs[Math.min(chain.length, backOffMs.length) - 1] ?? 0;
  return {
    life: { state: 'restarting', crashes: chain },
    effects: [{ kind: 'discard' }, { kind: 'wait', delayMs }],
  };
};

/** Main asked, because the disk failed under the database: that is no fault of the process and does not count as one. */
const afterReplace: Rule = (life) => ({
  life: { ...life, state: 'restarting' },
  effects: [{ kind: 'discard' }, { kind: 'wait', delayMs: backOffMs[0] }],
});

/** A person asked: the past is forgotten. */
const afterRetry: Rule = () => ({ life: unstartedLife, effects: [{ kind: 'start' }] });

const table: Readonly<Record<StoreStateName, Readonly<Record<StoreEvent, Rule>>>> = {
  starting: {
    opened: go('ready', 'connect'),
    crashed: afterCrash,
    replace: afterReplace,
    restartDue: stay,
    drain: go('draining', 'drain'),
    drained: stay,
    retry: stay,
  },
  ready: {
    opened: stay,
    crashed: afterCrash,
    replace: afterReplace,
    restartDue: stay,
    drain: go('draining', 'drain'),
    drained: stay,
    retry: stay,
  },
  restarting: {
    opened: stay,
    crashed: stay,
    replace: stay,
    restartDue: go('starting', 'start'),
    drain: go('stopped', 'discard'),
    drained: stay,
    retry: stay,
  },
  draining: {
    opened: stay,
    crashed: go('stopped', 'discard'),
    replace: stay,
    restartDue: stay,
    drain: stay,
    drained: go('stopped', 'discard'),
    retry: stay,
  },
  stopped: {
    opened: stay,
    crashed: stay,
    replace: stay,
    restartDue: stay,
    drain: stay,
    drained: stay,
    retry: stay,
  },
  failed: {
    opened: stay,
    crashed: stay,
    replace: stay,
    restartDue: stay,
    drain: go('stopped', 'discard'),
    drained: stay,
    retry: afterRetry,
  },
};

/** Says where an event leads and what has to be done; it does nothing itself. */
export function transition(life: StoreLife, event: StoreEvent, now: number): StoreStep {
  return table[life.state][event](life, now);
}
