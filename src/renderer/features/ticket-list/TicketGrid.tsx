import Box from '@mui/material/Box';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { MouseEvent, RefObject } from 'react';
import type { TicketSummary } from '../../../protocol/store-shapes';
import type { Labels } from '../../data/labels';
import { columns } from './columns';
import { GridHead, type SortState } from './GridHead';
import { GridRow } from './GridRow';
import { ticketListMessages as messages } from './messages';

type TicketGridProps = {
  readonly total: number;
  readonly cursor: number;
  readonly openId: string | null;
  readonly selected: ReadonlySet<string>;
  readonly rowAt: (index: number) => TicketSummary | undefined;
  readonly labels: Labels;
  readonly sort: SortState;
  readonly isStale: boolean;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onSort: (field: string) => void;
  readonly onRowClick: (index: number, event: MouseEvent) => void;
  readonly onRowFocus: (index: number) => void;
  readonly onToggle: (ticketId: string) => void;
};

/** The list as a grid: only the rows in view exist, and the one with the cursor, so that Tab always finds a place. */
export function TicketGrid(props: TicketGridProps) {
  const { total, virtualizer, rowAt, selected, cursor } = props;
  return (
    <Box
      role="grid"
      aria-label={messages.title}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-busy={props.isStale}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        flex: 1,
        minHeight: 0,
        position: 'relative',
      }}
    >
      <GridHead sort={props.sort} onSort={props.onSort} />
      <Box
        ref={props.scroller}
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', scrollbarGutter: 'stable', position: 'relative' }}
      >
        <Box
          role="rowgroup"
          sx={{ position: 'relative', width: '100%' }}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const ticket = rowAt(item.index);
            return (
              <GridRow
                key={item.key}
                index={item.index}
                top={item.start}
                height={item.size}
                ticket={ticket}
                labels={props.labels}
                isCursor={item.index === cursor}
                isSelected={ticket !== undefined && selected.has(ticket.id)}
                isOpen={ticket !== undefined && ticket.id === props.openId}
                onClick={props.onRowClick}
                onFocus={props.onRowFocus}
                onToggle={props.onToggle}
              />
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}
