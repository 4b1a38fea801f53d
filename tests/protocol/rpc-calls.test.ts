import { afterEach, expect, test } from 'vitest';
import { Connection, eventually, quiet } from './counter-desk';

let open: Connection[] = [];

function connection(...options: ConstructorParameters<typeof Connection>): Connection {
  const made = new Connection(...options).connect();
  open.push(made);
  return made;
}

afterEach(() => {
  for (const made of open) made.dispose();
  open = [];
});

const commandId = '0192f0c1-7d3a-7b4e-8a57-2f1d3c4b5a69';

test('answers a query with its value and the commit that it reflects', async () => {
  const { client, desk } = connection();
  desk.add('tickets', 3);
  expect(await client.call('counter.read', { name: 'tickets' })).toEqual({
    ok: true,
    value: { value: { count: 3 }, seq: 1 },
  });
});

test('a command answers with a commit that includes itself', async () => {
  const { client } = connection();
  expect(await client.send('counter.add', { name: 'tickets' })).toEqual({
    ok: true,
    value: { value: { count: 1 }, seq: 1 },
  });
});

test('passes the command id and the agent through unchanged', async () => {
  let agent = 'ana';
  const { client, desk } = connection({ actorId: () => agent });
  await client.send('counter.add', { name: 'tickets' }, { commandId });
  await client.send('counter.add', { name: 'tickets' }, { commandId });
  agent = 'ben';
  const who = await client.call('counter.who', {});
  expect([desk.executed, desk.counters.get('tickets'), who.ok && who.value.value]).toEqual([
    [commandId],
    1,
    { actorId: 'ben' },
  ]);
});

test('an expected failure is a value', async () => {
  const { client } = connection();
  expect(await client.send('counter.refuse', {})).toEqual({
    ok: false,
    error: { code: 'conflict', message: 'The counter is full.', retryable: false },
  });
});

test('an input that does not fit is refused and names the place, not the value', async () => {
  const { client } = connection();
  const result = await client.call('counter.read', { name: 42 as unknown as string });
  expect(result.ok ? undefined : [result.error.code, result.error.details]).toEqual([
    'invalid_input',
    { paths: ['name'] },
  ]);
});

test('a handler that throws answers a neutral sentence and is reported once with its stack, never its input', async () => {
  const { client, reports } = connection();
  const result = await client.send('counter.break', { secret: 'my password' });
  expect(result.ok ? undefined : result.error.code).toBe('internal');
  expect(JSON.stringify(result)).not.toContain('broken');
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({ kind: 'handler_failed', op: 'counter.break' });
  expect(JSON.stringify(reports)).not.toContain('my password');
});

test('an operation outside the contract is answered, also when its name is inherited by every object', async () => {
  const { client } = connection();
  const names = ['counter.gone', 'toString', '__proto__', 'constructor'];
  const answers = await Promise.all(names.map((name) => client.call(name as 'counter.read', { name: 'x' })));
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(
    names.map(() => 'not_found'),
  );
});

test('messages that are not understood are dropped, counted and named without their text', async () => {
  const { clientPort, reports, client } = connection();
  for (const junk of [
    null,
    7,
    'hello',
    {},
    { type: 'secret words' },
    { type: 'call', id: -1 },
    { type: 'call', id: 900, op: 5 },
  ]) {
    clientPort.post(junk);
  }
  await client.call('counter.who', {});
  expect(reports.map((report) => report.kind === 'message_dropped' && [report.name, report.dropped])).toEqual(
    [
      ['unknown', 1],
      ['unknown', 2],
      ['unknown', 3],
      ['unknown', 4],
      ['unknown', 5],
      ['call', 6],
      ['call', 7],
    ],
  );
});

test('a client drops answers that are not understood', async () => {
  const { serverPort, client, dropped } = connection();
  serverPort.post({ type: 'ok' });
  serverPort.post('words');
  await client.call('counter.who', {});
  expect(dropped).toEqual(['ok', 'unknown']);
});

test('a command without an id of its own is refused', async () => {
  const { clientPort, desk } = connection();
  clientPort.post({ type: 'call', id: 900, op: 'counter.add', input: { name: 'tickets' }, actorId: '' });
  await quiet();
  expect(desk.executed).toEqual([]);
});

test('an answer that the contract does not allow is caught where outputs are checked', async () => {
  const checked = connection({}, { validateOutputs: true });
  const result = await checked.client.call('counter.lie', {});
  expect(result.ok ? undefined : result.error.code).toBe('internal');
  expect(checked.reports).toEqual([{ kind: 'output_invalid', op: 'counter.lie', paths: ['count'] }]);
  expect((await connection().client.call('counter.lie', {})).ok).toBe(true);
});

test('an answer that cannot be copied is an internal error, not silence', async () => {
  const { client, desk } = connection();
  Object.assign(desk.handlers, { 'counter.who': () => ({ ok: true, value: { actorId: () => {} } }) });
  const result = await client.call('counter.who', {});
  expect(result.ok ? undefined : result.error.code).toBe('internal');
});

test('an input that cannot be copied is answered, and the next call works', async () => {
  const { client } = connection();
  const result = await client.call('counter.read', { name: (() => {}) as unknown as string });
  expect(result.ok ? undefined : result.error.code).toBe('internal');
  expect((await client.call('counter.who', {})).ok).toBe(true);
});

test('aborting a call tells the handler and answers the caller', async () => {
  const { client, desk } = connection();
  const abort = new AbortController();
  const answer = client.call('counter.hang', {}, { signal: abort.signal });
  await quiet();
  abort.abort();
  expect(await answer).toMatchObject({ ok: false, error: { code: 'timeout', details: { cancelled: true } } });
  await eventually(() => desk.aborted === 1);
});

test('a call that was aborted before it began is never sent', async () => {
  const { client, desk } = connection();
  const answer = await client.send('counter.add', { name: 'tickets' }, { signal: AbortSignal.abort() });
  await quiet();
  expect([answer.ok, desk.executed]).toEqual([false, []]);
});

test('a call that takes too long ends with a timeout, and its handler is told', async () => {
  const { client, desk } = connection();
  expect(await client.call('counter.hang', {}, { timeoutMs: 20 })).toMatchObject({
    ok: false,
    error: { code: 'timeout' },
  });
  await eventually(() => desk.aborted === 1);
});

test('a long call reports its progress, and each step gives it more time', async () => {
  const { client } = connection();
  const seen: unknown[] = [];
  const onProgress = (step: unknown): void => void seen.push(step);
  const result = await client.send('counter.slow', { steps: 12 }, { onProgress, timeoutMs: 40 });
  expect(result.ok && result.value.value).toEqual({ steps: 12 });
  expect(seen).toHaveLength(12);
  expect(seen[0]).toEqual({ done: 1, total: 12, label: 'counting' });
});

test('a server that drains finishes running commands, refuses new ones and still answers queries', async () => {
  const { client, server, desk } = connection();
  const running = client.send('counter.slow', { steps: 5 });
  await quiet();
  const drained = server.drain();
  const refused = await client.send('counter.add', { name: 'tickets' });
  const query = await client.call('counter.read', { name: 'tickets' });
  await drained;
  expect([(await running).ok, refused.ok, query.ok, desk.executed]).toEqual([true, false, true, []]);
});
