import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useId, useRef } from 'react';
import { type FocusTarget, useFocusTarget } from '../state/focus';

/** What a person took out of a set and put into it. */
export type SetChange = { readonly add: readonly string[]; readonly remove: readonly string[] };

type PickTagsProps = {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly string[];
  readonly onChange: (change: SetChange) => void;
  /** Told when somebody is about to choose, for options that cost something to know. */
  readonly onWant?: () => void;
  readonly inputId?: string;
  readonly focusTarget?: FocusTarget | null;
};

/** A set of words: pick or type one, Enter adds it, Backspace takes the last one away. */
export function PickTags({
  label,
  value,
  options,
  onChange,
  onWant,
  inputId,
  focusTarget = null,
}: PickTagsProps) {
  const ownId = useId();
  const input = useRef<HTMLInputElement>(null);
  useFocusTarget(focusTarget, input);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      {...(onWant === undefined ? {} : { onFocus: onWant })}
      autoHighlight={false}
      id={inputId ?? ownId}
      options={options.filter((option) => !value.includes(option))}
      value={[...value]}
      onChange={(_event, next) => {
        const words = [...new Set(next.map((word) => word.trim()).filter((word) => word !== ''))];
        onChange({
          add: words.filter((word) => !value.includes(word)),
          remove: value.filter((word) => !words.includes(word)),
        });
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          inputRef={input}
          {...(inputId === undefined ? { label } : { placeholder: value.length === 0 ? '–' : '' })}
        />
      )}
    />
  );
}
