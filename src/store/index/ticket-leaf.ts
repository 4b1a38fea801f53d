import type { Field } from '../../domain/field/field';
import type { CompareNode, QueryLeaf } from '../../domain/query/ast';
import { compareTest, type QueryContext } from '../../domain/query/evaluate';
import { foldText } from '../../domain/query/fold';
import type { TicketFact } from '../../domain/ticket/query';
import type { Slot } from './column';
import type { LocalFacts } from './local-facts';
import type { TicketIndex } from './ticket-index';

/** What the test of a leaf reads. */
export type LeafContext = QueryContext & {
  readonly index: TicketIndex;
  readonly facts: LocalFacts;
  readonly fields: ReadonlyMap<string, Field>;
};

type SlotTest = (slot: Slot) => boolean;

const never: SlotTest = () => false;

/** Makes the test of one leaf over the columns; the oracle over rows is `recordLeaf` of the query language. */
export function slotLeaf(leaf: QueryLeaf, context: LeafContext): SlotTest {
  const { index } = context;
  switch (leaf.type) {
    case 'text': {
      const wanted = foldText(leaf.value);
      return (slot) => index.text(slot).includes(wanted);
    }
    case 'presence': {
      const column = index.column(context.fields.get(leaf.field)?.key ?? '');
      if (column === undefined) return () => !leaf.present;
      return (slot) => column.isFilled(slot) === leaf.present;
    }
    case 'compare': {
      if (leaf.field === 'is' || leaf.field === 'has') return factsTest(leaf, context);
      const column = index.column(context.fields.get(leaf.field)?.key ?? '');
      return column === undefined ? never : column.test(compareTest(leaf, context));
    }
  }
}

function factsTest(leaf: CompareNode, context: LeafContext): SlotTest {
  const tests = leaf.values.map((value) =>
    value.type === 'choice' ? factTest(value.value as TicketFact, context) : never,
  );
  return (slot) => tests.some((test) => test(slot));
}

function factTest(fact: TicketFact, { index, facts, me, clock }: LeafContext): SlotTest {
  switch (fact) {
    case 'overdue': {
      const due = index.column('dueAt');
      return (slot) =>
        index.hasFact(slot, 'open') && (due?.isFilled(slot) ?? false) && Number(due?.read(slot)) < clock.now;
    }
    case 'mine':
      return me === '' ? never : (index.column('assignee')?.test((held) => held === me) ?? never);
    case 'unread':
      return (slot) => facts.isUnread(me, index.idAt(slot) ?? '', index.lastInboundAt(slot));
    case 'draft':
      return (slot) => facts.hasDraft(me, index.idAt(slot) ?? '');
    default:
      return (slot) => index.hasFact(slot, fact);
  }
}
