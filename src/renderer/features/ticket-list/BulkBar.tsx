import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Icon } from '../../components/Icon';
import { type Option, PickOne } from '../../components/PickOne';
import { PickTags } from '../../components/PickTags';
import { ticketListMessages } from './messages';

const messages = ticketListMessages.bulk;

type BulkBarProps = {
  readonly count: number;
  readonly statuses: readonly Option[];
  readonly agents: readonly Option[];
  readonly priorities: readonly Option[];
  readonly tags: readonly string[];
  readonly onSet: (field: string, value: string | null, label: string) => void;
  readonly onTag: (tag: string) => void;
  readonly onTrash: () => void;
  readonly onClear: () => void;
};

/** What can be done with several tickets together. */
export function BulkBar(props: BulkBarProps) {
  const { count, statuses, agents, priorities, tags, onSet, onTag, onTrash, onClear } = props;
  const pick = (field: string, options: readonly Option[]) => (id: string | null) =>
    onSet(field, id, options.find((option) => option.id === id)?.label ?? '');
  return (
    <Box
      role="group"
      aria-label={messages.label}
      sx={{
        px: 2,
        py: 1,
        mt: 1.5,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        bgcolor: 'surface.chosen',
        flex: 'none',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <Typography variant="h2" component="div" role="status" sx={{ flex: 1 }}>
          {messages.selected(count)}
        </Typography>
        <Tooltip title={messages.trash}>
          <IconButton aria-label={messages.trash} onClick={onTrash}>
            <Icon name="trash" />
          </IconButton>
        </Tooltip>
        <Tooltip title={messages.clear}>
          <IconButton aria-label={messages.clear} onClick={onClear}>
            <Icon name="close" />
          </IconButton>
        </Tooltip>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', gap: 1 }}>
        <PickOne
          label={messages.status}
          value={null}
          options={statuses}
          onPick={pick('status', statuses)}
          focusTarget="bulk:status"
        />
        <PickOne
          label={messages.assignee}
          value={null}
          options={agents}
          onPick={pick('assignee', agents)}
          focusTarget="bulk:assignee"
        />
        <PickOne
          label={messages.priority}
          value={null}
          options={priorities}
          onPick={pick('priority', priorities)}
          focusTarget="bulk:priority"
        />
        <PickTags
          label={messages.tags}
          value={[]}
          options={tags}
          onChange={({ add }) => add.forEach(onTag)}
          focusTarget="bulk:tags"
        />
      </Box>
    </Box>
  );
}
