import { assertNever } from '../../../domain/assert';
import type { Field, ReferenceTarget } from '../../../domain/field/field';
import { type Option, PickOne } from '../../components/PickOne';
import { PickMany } from '../../components/PickMany';
import { PickTags, type SetChange } from '../../components/PickTags';
import { propertiesMessages as messages } from './messages';
import { PropertyText } from './PropertyText';

export type FieldEditorProps = {
  readonly inputId: string;
  readonly field: Field;
  readonly value: unknown;
  readonly options: readonly Option[];
  readonly words: readonly string[];
  readonly onWantWords: () => void;
  /** The name of what is set, for a value that is no longer among the choices. */
  readonly chosenLabel: string;
  readonly labelOf: (to: ReferenceTarget, id: string) => string;
  readonly onSet: (value: unknown) => void;
  readonly onSetChange: (change: SetChange) => void;
};

/** The editor that the nature of a field calls for. */
export function FieldEditor(props: FieldEditorProps) {
  const { field, value, options, words, chosenLabel, labelOf, onSet, onSetChange, inputId } = props;
  const shared = { label: field.label, inputId, focusTarget: `field:${field.key}` as const };
  switch (field.nature.type) {
    case 'choice':
    case 'reference': {
      const chosen = typeof value === 'string' ? value : null;
      // What is set may no longer be among the choices; it is shown by its name all the same.
      const isListed = chosen === null || options.some((option) => option.id === chosen);
      const all = isListed ? options : [...options, { id: chosen, label: chosenLabel, isDisabled: true }];
      const isClearable = field.key !== 'status';
      return (
        <PickOne
          {...shared}
          value={chosen}
          options={all}
          isClearable={isClearable}
          placeholder={messages.none}
          onPick={onSet}
        />
      );
    }
    case 'flag': {
      const chosen = typeof value === 'boolean' ? (value ? 'yes' : 'no') : null;
      return (
        <PickOne
          {...shared}
          value={chosen}
          options={options}
          placeholder={messages.none}
          onPick={(id) => onSet(id === null ? null : id === 'yes')}
        />
      );
    }
    case 'tags':
      return (
        <PickTags
          {...shared}
          value={asWords(value)}
          options={words}
          onChange={onSetChange}
          onWant={props.onWantWords}
        />
      );
    case 'references': {
      const { nature } = field;
      return (
        <PickMany
          {...shared}
          value={asWords(value)}
          options={options}
          labelOf={(id) => labelOf(nature.to, id)}
          onChange={onSetChange}
        />
      );
    }
    case 'text':
    case 'number':
    case 'time':
      return (
        <PropertyText
          inputId={inputId}
          nature={field.nature.type}
          value={value}
          schema={field.schema}
          onSet={onSet}
        />
      );
    default:
      return assertNever(field.nature);
  }
}

function asWords(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
