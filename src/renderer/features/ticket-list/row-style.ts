import type { Sx } from '../../components/sx';
import { type ColumnId, narrowBelow, wideTemplate } from './columns';

export const narrow = `@container tickets (max-width: ${narrowBelow - 1}px)`;

/** Wide: one line, a column each. Narrow: subject and time above, number, requester and status below. */
export const rowSx: Sx = {
  display: 'grid',
  gridTemplateColumns: wideTemplate,
  columnGap: 1.5,
  alignItems: 'center',
  height: '100%',
  pl: 3.5,
  pr: 2,
  [narrow]: {
    gridTemplateColumns: 'auto minmax(0, 1fr) auto auto',
    gridTemplateRows: '1fr 1fr',
    gridTemplateAreas: '"subject subject subject updated" "number requester priority status"',
    rowGap: 0,
    columnGap: 1,
    py: 0.75,
  },
};

const quiet: Sx = { color: 'text.secondary' };

const priorityLook: Readonly<Record<string, Sx>> = {
  urgent: { color: 'error.main', fontWeight: 700 },
  high: { color: 'text.primary', fontWeight: 600 },
};

/** How the cell of a column looks; only what is urgent stands out. */
export function cellSx(column: ColumnId, value?: string | null): Sx {
  return {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    typography: 'body2',
    ...(column === 'subject' || column === 'status' ? {} : quiet),
    ...(column === 'priority' ? (priorityLook[value ?? ''] ?? quiet) : {}),
    ...(column === 'updated' ? { textAlign: 'end', typography: 'caption' } : {}),
    [narrow]:
      column === 'assignee'
        ? { display: 'none' }
        : {
            gridArea: column,
            // The time above it may be wider than the chip; both end where the row ends.
            ...(column === 'status' ? { justifySelf: 'end' } : {}),
            ...(column === 'number' || column === 'requester' || column === 'priority'
              ? { typography: 'caption' }
              : {}),
          },
  };
}

/** The column heads would say little above two-line rows: there the order is chosen in the bar above. */
export const headSx: Sx = {
  // As wide as the rows, whose scroll bar takes its part.
  overflow: 'hidden',
  scrollbarGutter: 'stable',
  [narrow]: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    minHeight: 0,
    p: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
};
