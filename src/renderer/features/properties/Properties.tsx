import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useMemo, useRef } from 'react';
import type { Field, ReferenceTarget } from '../../../domain/field/field';
import type { SetChange } from '../../components/PickTags';
import type { Labels } from '../../data/labels';
import type { DeskDirectory } from '../../data/records';
import type { TicketRecord } from '../../data/ticket-record';
import { propertiesMessages as messages } from './messages';
import { PropertyEditor } from './PropertyEditor';
import { isRelevant, type PropertyGroup } from './property-groups';
import { optionsByField } from './property-options';

const noOptions: readonly never[] = [];
const noWords: readonly string[] = [];

type PropertiesProps = {
  readonly ticket: TicketRecord;
  readonly groups: readonly PropertyGroup[];
  readonly directory: DeskDirectory;
  readonly labels: Labels;
  readonly labelOf: (to: ReferenceTarget, id: string) => string;
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
  labelOf,
  tags,
  onWantTags,
  onSet,
  onSetChange,
}: PropertiesProps) {
  const stage = labels.status(ticket.status)?.category ?? 'new';
  const optionsFor = useMemo(() => optionsByField(groups, directory, stage), [groups, directory, stage]);
  const pane = useRef<HTMLElement>(null);
  const shown = useRef(ticket.id);
  // An editor outlives its ticket; what was begun in it must not end up on the next one. A key that opens the ticket
  // may have led into an editor already when the pane appears.
  useEffect(() => {
    if (shown.current === ticket.id) return;
    shown.current = ticket.id;
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && pane.current?.contains(activeElement) === true)
      activeElement.blur();
  }, [ticket.id]);
  return (
    <Box
      component="aside"
      ref={pane}
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
                key={isTyped(field) ? `${ticket.id} ${field.key}` : field.key}
                field={field}
                value={ticket[field.key] ?? field.empty}
                options={optionsFor.get(field.key) ?? noOptions}
                words={field.key === 'tags' ? tags : noWords}
                onWantWords={onWantTags}
                chosenLabel={labels.value(field, ticket[field.key] ?? null)}
                labelOf={labelOf}
                onSet={onSet}
                onSetChange={onSetChange}
              />
            ))}
        </Box>
      ))}
    </Box>
  );
}

/** Fields that hold what is being typed until it is done. */
function isTyped({ nature }: Field): boolean {
  return nature.type === 'text' || nature.type === 'number' || nature.type === 'time';
}
