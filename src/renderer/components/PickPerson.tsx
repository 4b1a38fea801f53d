import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useId } from 'react';

/** A person to choose, or, without an id, the name of one who is to be added. */
export type PersonChoice = { readonly id: string | null; readonly name: string; readonly hint: string };

type PickPersonProps = {
  readonly label: string;
  readonly value: PersonChoice | null;
  /** Who fits the text that is being typed. */
  readonly options: readonly PersonChoice[];
  readonly onSearch: (text: string) => void;
  readonly onPick: (person: PersonChoice | null) => void;
  readonly placeholder?: string;
  readonly inputId?: string;
};

/** Finds a person among any number of them by typing. */
export function PickPerson({
  label,
  value,
  options,
  onSearch,
  onPick,
  placeholder,
  inputId,
}: PickPersonProps) {
  const ownId = useId();
  return (
    <Autocomplete
      id={inputId ?? ownId}
      options={[...options]}
      value={value}
      // The store has chosen already.
      filterOptions={(all) => all}
      getOptionKey={(person) => person.id ?? `new ${person.name}`}
      getOptionLabel={(person) => person.name}
      isOptionEqualToValue={(person, other) => person.id === other.id && person.name === other.name}
      onInputChange={(_event, text, reason) => {
        if (reason === 'input') onSearch(text);
      }}
      onOpen={() => onSearch('')}
      onChange={(_event, person) => onPick(person)}
      renderOption={({ key, ...props }, person) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
          <span>{person.name}</span>
          <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
            {person.hint}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={placeholder ?? ''}
          {...(inputId === undefined ? { label } : {})}
        />
      )}
    />
  );
}
