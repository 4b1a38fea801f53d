import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Field } from '../../../domain/field/field';
import type { SetChange } from '../../components/PickTags';
import type { Labels } from '../../data/labels';
import type { DeskDirectory } from '../../data/records';
import type { TicketRecord } from '../../data/ticket-record';
import { propertiesMessages as messages } from './messages';
import { PropertyEditor } from './PropertyEditor';
import { isRelevant, type PropertyGroup } from './property-groups';
import { optionsOf } from './property-options';

type PropertiesProps = {
  readonly ticket: TicketRecord;
  readonly groups: readonly PropertyGroup[];
  readonly directory: DeskDirectory;
  readonly labels: Labels;
  readonly tags: readonly string[];
  readonly onWantTags: () => void;
  readonly onSet: (field: Field, value: unknown) => void;
  readonly onSetChange: (field: Field, change: SetChange) => void;
};

/** The fields of a ticket, each with the editor that its nature calls for. */
export function Properties({
  ticket,
  groups,
  directory,
  labels,
  tags,
  onWantTags,
  onSet,
  onSetChange,
}: PropertiesProps) {
  const stage = labels.status(ticket.status)?.category ?? 'new';
  return (
    <Box
      component="aside"
      aria-label={messages.title}
      data-pane="properties"
      sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}
    >
      <Typography variant="h2" component="h2" sx={{ mb: 0.5 }}>
        {messages.title}
      </Typography>
      {groups.map((group) => (
        <Box key={group.title ?? ''} sx={{ display: 'grid', gap: 0.25, mb: 1 }}>
          {group.title !== null && (
            <Typography
              variant="caption"
              component="h3"
              color="textSecondary"
              sx={{ fontWeight: 600, mt: 1, mb: 0.25 }}
            >
              {group.title}
            </Typography>
          )}
          {group.fields
            .filter((field) => isRelevant(field, ticket, stage))
            .map((field) => (
              <PropertyEditor
                key={field.key}
                field={field}
                value={ticket[field.key] ?? field.empty}
                options={optionsOf(field, directory, stage)}
                words={field.key === 'tags' ? tags : []}
                onWantWords={onWantTags}
                labels={labels}
                onSet={(value) => onSet(field, value)}
                onSetChange={(change) => onSetChange(field, change)}
              />
            ))}
        </Box>
      ))}
    </Box>
  );
}
