import type { Field } from '../../../domain/field/field';
import { mayMove } from '../../../domain/ticket/lifecycle';
import type { StatusCategory } from '../../../domain/ticket/status';
import type { Option } from '../../components/PickOne';
import type { DeskDirectory, Named } from '../../data/records';
import { propertiesMessages as messages } from './messages';
import type { PropertyGroup } from './property-groups';

/** What a property can be set to. People beyond the agents are found by typing, so they are not listed here. */
function optionsOf(field: Field, directory: DeskDirectory, stage: StatusCategory): readonly Option[] {
  const { nature } = field;
  if (nature.type === 'choice') return nature.options;
  if (nature.type === 'flag')
    return [
      { id: 'yes', label: messages.yes },
      { id: 'no', label: messages.no },
    ];
  if (nature.type !== 'reference' && nature.type !== 'references') return [];
  switch (nature.to) {
    case 'statuses':
      return directory.statuses
        .filter((status) => mayMove(stage, status.category))
        .map(({ id, name }) => ({ id, label: name }));
    case 'people':
      return agents(directory);
    case 'tickets':
      return [];
    default:
      return directory[nature.to].map(named);
  }
}

/** The choices of every field, by its key; the same lists as long as the directory and the stage are the same. */
export function optionsByField(
  groups: readonly PropertyGroup[],
  directory: DeskDirectory,
  stage: StatusCategory,
): ReadonlyMap<string, readonly Option[]> {
  const fields = groups.flatMap((group) => group.fields);
  return new Map(fields.map((field) => [field.key, optionsOf(field, directory, stage)]));
}

/** The person at the desk comes first, known to the directory or not: they take more tickets than they give away. */
function agents({ agents: all, me }: DeskDirectory): readonly Option[] {
  return [
    { id: me.id, label: messages.me(me.name) },
    ...all.filter((agent) => agent.id !== me.id).map(named),
  ];
}

function named({ id, name }: Named): Option {
  return { id, label: name };
}
