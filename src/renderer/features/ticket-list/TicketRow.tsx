import Box from '@mui/material/Box';
import { memo } from 'react';
import type { TicketSummary } from '../../../protocol/store-shapes';
import { StatusChip } from '../../components/StatusChip';
import { Time } from '../../components/Time';
import { ticketFields } from '../../../domain/ticket/fields';
import type { Field } from '../../../domain/field/field';
import type { Labels } from '../../data/labels';
import { ticketName } from '../../data/ticket-record';
import { cellSx } from './row-style';
import { SubjectCell } from './SubjectCell';

type TicketRowProps = { readonly ticket: TicketSummary; readonly labels: Labels };

const priorityField = ticketFields.find((field) => field.key === 'priority') as unknown as Field;

/** The cells of one ticket, in the order of the columns. */
export const TicketRow = memo(function TicketRow({ ticket, labels }: TicketRowProps) {
  const status = labels.status(ticket.status);
  return (
    <>
      <Box role="gridcell" aria-colindex={1} sx={cellSx('number')}>
        {ticketName(ticket.number)}
      </Box>
      <SubjectCell ticket={ticket} />
      <Box role="gridcell" aria-colindex={3} sx={cellSx('requester')}>
        {labels.person(ticket.requester)}
      </Box>
      <Box role="gridcell" aria-colindex={4} sx={cellSx('status')}>
        {status !== null && <StatusChip status={status} />}
      </Box>
      <Box role="gridcell" aria-colindex={5} sx={cellSx('priority', ticket.priority)}>
        {labels.value(priorityField, ticket.priority)}
      </Box>
      <Box role="gridcell" aria-colindex={6} sx={cellSx('assignee')}>
        {labels.person(ticket.assignee)}
      </Box>
      <Box role="gridcell" aria-colindex={7} sx={cellSx('updated')}>
        <Time at={ticket.updatedAt} />
      </Box>
    </>
  );
});
