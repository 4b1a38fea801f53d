import { useState } from 'react';
import { writeValue } from '../../../domain/query/syntax';
import type { PersonChoice } from '../../components/PickPerson';
import type { Send } from '../../data/desk';
import { useSend } from '../../data/desk-context';
import { ticketName } from '../../data/ticket-record';
import { useDirectory } from '../../data/use-directory';
import { useLabels } from '../../data/use-labels';
import { usePeople } from '../../data/use-people';
import { usePersonChoices } from '../../data/use-person-choices';
import { useQuery } from '../../data/use-query';
import { useTicket } from '../../data/use-ticket';
import { useDeskView } from '../../state/desk-view';
import { requesterMessages as messages } from './messages';
import { Requester } from './Requester';

type RequesterPaneProps = { readonly ticketId: string };

const mostOthers = 3;

/** Who asks, how to reach them, and what else they asked. */
export function RequesterPane({ ticketId }: RequesterPaneProps) {
  const { ticket } = useTicket(ticketId);
  const directory = useDirectory();
  const requesterId = ticket?.requester ?? null;
  const person = usePeople([requesterId], directory).get(requesterId ?? '') ?? null;
  const labels = useLabels([requesterId]);
  const [search, setSearch] = useState<string | null>(null);
  const found = usePersonChoices(search, messages.newPerson);
  const { data: others } = useQuery(
    'ticket.list',
    requesterId === null
      ? null
      : { query: `requester:"${requesterId}" sort:-updated`, offset: 0, limit: mostOthers + 1 },
  );
  const send = useSend();
  if (ticket === undefined) return null;
  const name = ticketName(ticket.number);
  const otherTickets = (others?.tickets ?? []).filter((other) => other.id !== ticket.id);
  return (
    <Requester
      key={ticket.id}
      person={person}
      organisation={labels.reference('organisations', person?.organisation ?? ticket.organisation)}
      found={found}
      others={otherTickets.slice(0, mostOthers).map((other) => ({
        id: other.id,
        name: ticketName(other.number),
        subject: other.subject,
        status: labels.status(other.status),
      }))}
      moreOthers={Math.max(0, (others?.total ?? 0) - 1 - mostOthers)}
      onSearch={setSearch}
      onPick={async (choice) => {
        const requester = choice === null ? null : await idOf(choice, send);
        if (requester === undefined) return;
        const change = { set: { requester } };
        void send(
          'ticket.change',
          { ids: [ticket.id], change },
          { done: messages.set(name, choice?.name ?? '') },
        );
      }}
      onMore={() => useDeskView.getState().setFilter(`requester:${writeValue(person?.name ?? '')}`)}
      onOpen={(id) => useDeskView.getState().openTicket(id)}
    />
  );
}

/** The id of a chosen person; somebody new is added to the directory first. */
async function idOf(choice: PersonChoice, send: Send): Promise<string | undefined> {
  if (choice.id !== null) return choice.id;
  return (await send('record.ensure', { kind: 'people', name: choice.name }))?.id;
}
