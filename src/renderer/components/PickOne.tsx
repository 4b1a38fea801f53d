import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useCallback, useId, useRef, useState } from 'react';
import { type FocusTarget, useFocus, useFocusTarget } from '../state/focus';

export type Option = { readonly id: string; readonly label: string; readonly isDisabled?: boolean };

type PickOneProps = {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option[];
  readonly onPick: (id: string | null) => void;
  readonly isClearable?: boolean;
  readonly placeholder?: string;
  /** The id of the input where a label beside it names it; without, the label stands in the field itself. */
  readonly inputId?: string;
  readonly focusTarget?: FocusTarget | null;
};

/** Picks one of a list, by typing or with the arrow keys. A shortcut that leads here opens the list at once. */
export function PickOne(props: PickOneProps) {
  const {
    label,
    value,
    options,
    onPick,
    isClearable = true,
    placeholder,
    inputId,
    focusTarget = null,
  } = props;
  const ownId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  // Whoever came by a shortcut wants back to where they were; whoever came by Tab or pointer stays.
  const isGuest = useRef(false);
  const welcome = useCallback(() => {
    isGuest.current = true;
    // What is typed next replaces what is set.
    input.current?.select();
    setOpen(true);
  }, []);
  const sendBack = (): void => {
    if (isGuest.current) useFocus.getState().goBack();
  };
  useFocusTarget(focusTarget, input, welcome);
  const chosen =
    options.find((option) => option.id === value) ?? (value === null ? null : { id: value, label: value });
  return (
    <Autocomplete
      id={inputId ?? ownId}
      options={[...options]}
      value={chosen}
      open={isOpen}
      onOpen={open}
      onBlur={() => {
        isGuest.current = false;
      }}
      onClose={(_event, reason) => {
        setOpen(false);
        if (reason === 'escape') sendBack();
      }}
      onChange={(_event, option) => {
        onPick(option?.id ?? null);
        sendBack();
      }}
      disableClearable={!isClearable as false}
      getOptionKey={(option) => option.id}
      getOptionLabel={(option) => option.label}
      getOptionDisabled={(option) => option.isDisabled === true}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      selectOnFocus
      renderInput={(params) => (
        <TextField
          {...params}
          inputRef={input}
          {...(inputId === undefined ? { label } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      )}
    />
  );
}
