import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import type { Status } from '../../../domain/ticket/status';
import { LabelledRow } from '../../components/LabelledRow';
import { type PersonChoice, PickPerson } from '../../components/PickPerson';
import type { Person } from '../../data/records';
import { ContactList } from './ContactList';
import { requesterMessages as messages } from './messages';
import { OtherTickets } from './OtherTickets';

export type OtherTicket = {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly status: Status | null;
};

type RequesterProps = {
  readonly person: Person | null;
  readonly organisation: string;
  readonly found: readonly PersonChoice[];
  readonly others: readonly OtherTicket[];
  readonly moreOthers: number;
  readonly onSearch: (text: string) => void;
  readonly onPick: (person: PersonChoice | null) => void;
  readonly onOpen: (ticketId: string) => void;
  /** Lists everything the person asked. */
  readonly onMore: () => void;
};

/** The person a ticket is for. */
export function Requester(props: RequesterProps) {
  const { person, organisation, found, others, moreOthers, onSearch, onPick, onOpen, onMore } = props;
  const inputId = useId();
  return (
    <Box component="aside" aria-label={messages.title} data-pane="requester" sx={{ px: 2, py: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Typography variant="h2" component="h2">
          {messages.title}
        </Typography>
        {person?.isVip === true && <Chip label={messages.vip} color="warning" variant="outlined" />}
      </Box>
      <LabelledRow label={messages.person} inputId={inputId}>
        <PickPerson
          label={messages.person}
          inputId={inputId}
          value={person === null ? null : { id: person.id, name: person.name, hint: '' }}
          options={found}
          placeholder={messages.choose}
          onSearch={onSearch}
          onPick={onPick}
        />
      </LabelledRow>
      {person === null ? (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 0.5 }}>
          {messages.nobody}
        </Typography>
      ) : (
        <>
          <ContactList person={person} organisation={organisation} />
          <OtherTickets others={others} more={moreOthers} onOpen={onOpen} onMore={onMore} />
        </>
      )}
    </Box>
  );
}
