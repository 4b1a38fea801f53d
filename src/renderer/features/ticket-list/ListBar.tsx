import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Icon } from '../../components/Icon';
import { columns } from './columns';
import type { SortState } from './GridHead';
import { ticketListMessages as messages } from './messages';
import { narrow } from './row-style';

type ListBarProps = {
  readonly title: string;
  readonly total: number | null;
  readonly sort: SortState;
  readonly onSort: (field: string) => void;
};

/** How many tickets there are and in which order. */
export function ListBar({ title, total, sort, onSort }: ListBarProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const column = columns.find(({ sort: field }) => field === sort?.field);
  const order = sort?.isDescending === true ? messages.sortDescending : messages.sortAscending;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        pl: 3.5,
        pr: 2,
        minHeight: 40,
        flex: 'none',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, minWidth: 0 }}>
        <Typography variant="h2" component="h1" noWrap>
          {title}
        </Typography>
        <Typography variant="caption" color="textSecondary" noWrap>
          {total === null ? messages.counting : messages.count(total)}
        </Typography>
      </Box>
      <Button
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={`${messages.sortBy(column?.label ?? messages.columns.updated)}, ${order}`}
        onClick={(event) => setAnchor(event.currentTarget)}
        endIcon={
          <Icon
            name={sort?.isDescending === true ? 'arrowDown' : 'arrowUp'}
            sx={{ fontSize: '14px !important' }}
          />
        }
        sx={{
          typography: 'caption',
          color: 'text.secondary',
          minHeight: 28,
          mr: -1,
          display: 'none',
          [narrow]: { display: 'inline-flex' },
        }}
      >
        {messages.sortBy(column?.label ?? messages.columns.updated)}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {columns.map(({ id, label, sort: field }) => (
          <MenuItem
            key={id}
            dense
            selected={field === sort?.field}
            onClick={() => {
              setAnchor(null);
              onSort(field);
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}
