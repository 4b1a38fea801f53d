import { ok } from '../domain/result';
import type { CommitPipeline } from './commit/pipeline';
import type { DeskDatabase } from './database';

/** The agent that this desk belongs to. */
type Me = { readonly id: string; readonly name: string };

/** What this desk is: its name, its own agent, and when it was made. `isGiven` once somebody said so. */
export type DeskRow = {
  name: string;
  me: Me;
  readonly createdAt: number;
  isGiven: boolean;
};

const deskKey = 'desk';

/** Who a desk belongs to until somebody says otherwise (docs/command-line.md, `init`). */
const defaultDesk = { name: 'Desk', agent: 'me' } as const;

/** Reads what this desk is; a new folder gets a desk of the default name, by a commit like any other change. */
export async function deskOf(
  database: DeskDatabase,
  pipeline: CommitPipeline,
  now: () => number,
  newId: () => string,
): Promise<DeskRow> {
  const stored = await database.meta.get(deskKey);
  if (stored !== undefined) return { ...(stored.value as DeskRow) };
  const desk: DeskRow = {
    name: defaultDesk.name,
    me: { id: newId(), name: defaultDesk.agent },
    createdAt: now(),
    isGiven: false,
  };
  const request = { op: 'desk.begin', commandId: newId(), actorId: '', isLocal: true };
  const begun = await pipeline.run(request, async (work) => {
    work.putLocal('meta', deskMeta(desk));
    return ok(null);
  });
  // Without it every start would make another agent.
  if (!begun.ok) throw new Error(`The desk could not be begun: ${begun.error.code}`);
  return desk;
}

/** The row that keeps what a desk is. */
export function deskMeta(desk: DeskRow): { key: string; value: DeskRow } {
  return { key: deskKey, value: desk };
}
