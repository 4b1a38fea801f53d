import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Icon } from '../../components/Icon';
import { columns } from './columns';
import { headSx, rowSx } from './row-style';

export type SortState = { readonly field: string; readonly isDescending: boolean } | null;

type GridHeadProps = {
  readonly sort: SortState;
  readonly onSort: (field: string) => void;
};

/** The column heads; a click sorts, another one turns the order round. */
export function GridHead({ sort, onSort }: GridHeadProps) {
  return (
    <Box role="rowgroup" sx={{ flex: 'none', ...headSx }}>
      <Box
        role="row"
        aria-rowindex={1}
        sx={{ ...rowSx, height: 32, borderBottom: 1, borderColor: 'divider' }}
      >
        {columns.map((column, index) => {
          const isSorted = sort?.field === column.sort;
          const order = sort?.isDescending === true ? 'descending' : 'ascending';
          return (
            <Box
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={isSorted ? order : 'none'}
              sx={{ minWidth: 0, textAlign: column.id === 'updated' ? 'end' : 'start' }}
            >
              <ButtonBase
                tabIndex={-1}
                onClick={() => onSort(column.sort)}
                sx={{
                  typography: 'caption',
                  fontWeight: 600,
                  color: isSorted ? 'text.primary' : 'text.secondary',
                  borderRadius: 0.5,
                }}
              >
                {column.label}
                {isSorted && (
                  <Icon
                    name={order === 'descending' ? 'arrowDown' : 'arrowUp'}
                    sx={{ fontSize: 13, ml: 0.25 }}
                  />
                )}
              </ButtonBase>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
