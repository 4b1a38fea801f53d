import { expect, test } from 'vitest';
import { type StoreEvent, type StoreLife, type StoreStateName, transition } from '../../src/main/store-state';

const events: readonly StoreEvent[] = [
  'opened',
  'crashed',
  'replace',
  'restartDue',
  'drain',
  'drained',
  'retry',
];

function from(state: StoreStateName): Record<string, string> {
  const life: StoreLife = { state, crashes: [] };
  return Object.fromEntries(
    events.map((event) => {
      const step = transition(life, event, 1_000);
      const effects = step.effects.map((effect) =>
        effect.kind === 'wait' ? `wait ${effect.delayMs}` : effect.kind,
      );
      return [event, [step.life.state, ...effects].join(', ')];
    }),
  );
}

test('every event means something in every state', () => {
  expect({
    starting: from('starting'),
    ready: from('ready'),
    restarting: from('restarting'),
    draining: from('draining'),
    stopped: from('stopped'),
    failed: from('failed'),
  }).toEqual({
    starting: {
      opened: 'ready, connect',
      crashed: 'restarting, discard, wait 200',
      replace: 'restarting, discard, wait 200',
      restartDue: 'starting',
      drain: 'draining, drain',
      drained: 'starting',
      retry: 'starting',
    },
    ready: {
      opened: 'ready',
      crashed: 'restarting, discard, wait 200',
      replace: 'restarting, discard, wait 200',
      restartDue: 'ready',
      drain: 'draining, drain',
      drained: 'ready',
      retry: 'ready',
    },
    restarting: {
      opened: 'restarting',
      crashed: 'restarting',
      replace: 'restarting',
      restartDue: 'starting, start',
      drain: 'stopped, discard',
      drained: 'restarting',
      retry: 'restarting',
    },
    draining: {
      opened: 'draining',
      crashed: 'stopped, discard',
      replace: 'draining',
      restartDue: 'draining',
      drain: 'draining',
      drained: 'stopped, discard',
      retry: 'draining',
    },
    stopped: {
      opened: 'stopped',
      crashed: 'stopped',
      replace: 'stopped',
      restartDue: 'stopped',
      drain: 'stopped',
      drained: 'stopped',
      retry: 'stopped',
    },
    failed: {
      opened: 'failed',
      crashed: 'failed',
      replace: 'failed',
      restartDue: 'failed',
      drain: 'stopped, discard',
      drained: 'failed',
      retry: 'starting, start',
    },
  });
});

function crashAt(...times: readonly number[]): readonly string[] {
  let life: StoreLife = { state: 'ready', crashes: [] };
  return times.map((time) => {
    const step = transition(life, 'crashed', time);
    life = { ...step.life, state: step.life.state === 'restarting' ? 'ready' : step.life.state };
    return (
      step.effects.map((effect) => (effect.kind === 'wait' ? String(effect.delayMs) : '')).join('') ||
      step.life.state
    );
  });
}

test('three crashes within a minute end the attempts', () => {
  expect(crashAt(0, 20_000, 60_000)).toEqual(['200', '1000', 'failed']);
});

test('crashes further apart are waited for longer, up to five seconds', () => {
  expect(crashAt(0, 40_000, 80_000, 120_000, 160_000)).toEqual(['200', '1000', '5000', '5000', '5000']);
});

test('a quiet minute is forgiven', () => {
  expect(crashAt(0, 20_000, 80_001, 100_000)).toEqual(['200', '1000', '200', '1000']);
});

test('a retry forgets the crashes before it', () => {
  const failed: StoreLife = { state: 'failed', crashes: [1, 2, 3] };
  expect(transition(failed, 'retry', 4).life).toEqual({ state: 'starting', crashes: [] });
});

test('a process that main replaces does not count as one that crashed', () => {
  let life: StoreLife = { state: 'ready', crashes: [] };
  for (let time = 0; time < 5; time += 1) {
    life = transition(life, 'replace', time).life;
    expect(life).toEqual({ state: 'restarting', crashes: [] });
    life = transition(transition(life, 'restartDue', time).life, 'opened', time).life;
  }
});
