import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useId, useRef } from 'react';
import { type FocusTarget, useFocusTarget } from '../state/focus';
import type { Option } from './PickOne';
import type { SetChange } from './PickTags';

type PickManyProps = {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly Option[];
  readonly labelOf: (id: string) => string;
  readonly onChange: (change: SetChange) => void;
  readonly inputId?: string;
  readonly focusTarget?: FocusTarget | null;
};

/** A set of rows, such as followers. */
export function PickMany({
  label,
  value,
  options,
  labelOf,
  onChange,
  inputId,
  focusTarget = null,
}: PickManyProps) {
  const ownId = useId();
  const input = useRef<HTMLInputElement>(null);
  useFocusTarget(focusTarget, input);
  return (
    <Autocomplete
      multiple
      filterSelectedOptions
      id={inputId ?? ownId}
      options={[...options]}
      value={value.map((id) => ({ id, label: labelOf(id) }))}
      getOptionKey={(option) => option.id}
      getOptionLabel={(option) => option.label}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      onChange={(_event, next) => {
        const ids = next.map((option) => option.id);
        onChange({
          add: ids.filter((id) => !value.includes(id)),
          remove: value.filter((id) => !ids.includes(id)),
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
