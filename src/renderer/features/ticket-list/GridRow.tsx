import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { memo, type MouseEvent } from 'react';
import type { TicketSummary } from '../../../protocol/store-shapes';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import type { Labels } from '../../data/labels';
import { ticketListMessages as messages } from './messages';
import { rowSx } from './row-style';
import { SelectMark } from './SelectMark';
import { TicketRow } from './TicketRow';

type GridRowProps = {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly ticket: TicketSummary | undefined;
  readonly labels: Labels;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly onClick: (index: number, event: MouseEvent) => void;
  readonly onFocus: (index: number) => void;
  readonly onToggle: (ticketId: string) => void;
};

/** The DOM id of a row, for the focus to find it. */
export function rowId(index: number): string {
  return `ticket-row-${index}`;
}

/** One row at its place; grey bars until its ticket has come. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, top, height, ticket, labels, isCursor, isSelected, isOpen } = props;
  return (
    <Box
      role="row"
      id={rowId(index)}
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={isCursor ? 0 : -1}
      onClick={(event) => props.onClick(index, event)}
      onFocus={() => props.onFocus(index)}
      style={{ height, transform: `translateY(${top}px)` }}
      sx={{
        position: 'absolute',
        inset: '0 0 auto 0',
        cursor: 'default',
        borderBottom: 1,
        borderColor: 'divider',
        boxShadow: isOpen ? (theme) => `inset 3px 0 0 ${theme.vars.palette.primary.main}` : 'none',
        bgcolor: isSelected || isOpen ? 'surface.chosen' : 'transparent',
        '&:hover .select-mark': { opacity: 1 },
        '&:hover': { bgcolor: isSelected || isOpen ? 'surface.chosen' : 'surface.hover' },
      }}
    >
      {ticket !== undefined && (
        <SelectMark isSelected={isSelected} onToggle={() => props.onToggle(ticket.id)} />
      )}
      <Box role="presentation" sx={rowSx}>
        {ticket === undefined ? (
          <Box role="gridcell" aria-colindex={1} sx={{ gridColumn: '1 / -1' }}>
            <VisuallyHidden>{messages.loadingRow}</VisuallyHidden>
            <Skeleton width="55%" animation={false} />
          </Box>
        ) : (
          <TicketRow ticket={ticket} labels={labels} />
        )}
      </Box>
    </Box>
  );
});
