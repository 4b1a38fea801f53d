import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { ok, type Result } from '../../src/domain/result';
import type { Answer, Client } from '../../src/protocol/rpc/client';
import { command, type Contract, type Handlers, query } from '../../src/protocol/rpc/contract';

const contract = {
  'ticket.read': query(z.object({ number: z.number() }), z.object({ subject: z.string() })),
  'ticket.create': command(
    z.object({ subject: z.string(), body: z.string().default('') }),
    z.object({ number: z.number() }),
  ),
} satisfies Contract;

type TestClient = Client<typeof contract>;

test('a handler knows its input after defaults, its answer, and a command its id', () => {
  const handlers = {
    'ticket.read': (input, context) => {
      expectTypeOf(input).toEqualTypeOf<{ number: number }>();
      expectTypeOf(context.commandId).toEqualTypeOf<string | undefined>();
      expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
      return ok({ subject: 'Printer' });
    },
    'ticket.create': (input, context) => {
      expectTypeOf(input).toEqualTypeOf<{ subject: string; body: string }>();
      expectTypeOf(context.commandId).toEqualTypeOf<string>();
      return Promise.resolve(ok({ number: 1 }));
    },
  } satisfies Handlers<typeof contract>;
  expectTypeOf(handlers).toExtend<Handlers<typeof contract>>();
});

test('a forgotten or superfluous handler does not compile', () => {
  expectTypeOf<{ 'ticket.read': Handlers<typeof contract>['ticket.read'] }>().not.toExtend<
    Handlers<typeof contract>
  >();
  expectTypeOf<keyof Handlers<typeof contract>>().toEqualTypeOf<'ticket.read' | 'ticket.create'>();
});

test('a handler with another answer does not compile', () => {
  expectTypeOf<() => Result<{ subject: number }>>().not.toExtend<Handlers<typeof contract>['ticket.read']>();
});

test('a client calls and subscribes to queries only, and sends commands only', () => {
  expectTypeOf<Parameters<TestClient['call']>[0]>().toEqualTypeOf<'ticket.read'>();
  expectTypeOf<Parameters<TestClient['subscribe']>[0]>().toEqualTypeOf<'ticket.read'>();
  expectTypeOf<Parameters<TestClient['send']>[0]>().toEqualTypeOf<'ticket.create'>();
});

test('a client types inputs before defaults and answers after them', () => {
  const create = (client: TestClient) => client.send('ticket.create', { subject: 'Printer' });
  expectTypeOf(create).returns.resolves.toEqualTypeOf<Result<Answer<{ number: number }>>>();
});
