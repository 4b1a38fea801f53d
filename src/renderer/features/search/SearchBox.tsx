import Box from '@mui/material/Box';
import Autocomplete from '@mui/material/Autocomplete';
import type { SyntheticEvent } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { AppError } from '../../../domain/errors';
import type { Suggestion } from '../../../domain/query/suggest';
import { useFocus, useFocusTarget } from '../../state/focus';
import { searchMessages as messages } from './messages';
import { SearchInput } from './SearchInput';
import type { FilterText } from './use-filter-text';

type SearchBoxProps = {
  readonly text: FilterText;
  readonly items: readonly Suggestion[];
  /** The stretch of the text that an accepted suggestion replaces. */
  readonly from: number;
  readonly to: number;
  /** True after `field:`, where every value is worth showing. */
  readonly isValue: boolean;
  readonly error: AppError | undefined;
};

/** The filter box with what may be written at the caret. */
export function SearchBox({ text, items, from, to, isValue, error }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  // With nothing typed yet the whole list is offered only to those who ask for it.
  const [isAsked, setAsked] = useState(false);
  const hasSomething = isAsked || to > from || isValue;
  const [caretToSet, setCaretToSet] = useState<number | null>(null);
  useFocusTarget(
    'search',
    input,
    useCallback(() => input.current?.select(), []),
  );
  useLayoutEffect(() => {
    if (caretToSet === null) return;
    input.current?.setSelectionRange(caretToSet, caretToSet);
    setCaretToSet(null);
  }, [caretToSet]);
  const accept = (item: Suggestion): void => {
    // A name needs its value next; a value is followed by the next condition.
    const insert = item.kind === 'value' ? `${item.insert} ` : item.insert;
    text.change(
      text.value.slice(0, from) + insert + text.value.slice(to).replace(/^ /u, ''),
      from + insert.length,
    );
    setCaretToSet(from + insert.length);
    setOpen(item.kind !== 'value');
  };
  return (
    <Box
      role="search"
      data-pane="search"
      sx={{ pl: 2, pr: 2, pt: 1.5, flex: 'none', bgcolor: 'background.paper' }}
    >
      <Autocomplete<Suggestion, false, true, true>
        freeSolo
        disableClearable
        open={isOpen && hasSomething && items.length > 0 && error === undefined}
        options={[...items]}
        // The text is the value: a chosen entry changes it and is not remembered as “selected”.
        value=""
        inputValue={text.value}
        filterOptions={(options) => options}
        autoHighlight={false}
        getOptionLabel={(option) => (typeof option === 'string' ? option : option.insert)}
        isOptionEqualToValue={() => false}
        onOpen={(event) => {
          setAsked(event.type === 'keydown' || event.type === 'mousedown');
          setOpen(true);
        }}
        onClose={(_event, reason) => {
          // An accepted field goes on with its values.
          if (reason !== 'selectOption') setOpen(false);
        }}
        onInputChange={(_event: SyntheticEvent, value, reason) => {
          if (reason !== 'input') return;
          setAsked(false);
          setOpen(true);
          text.change(value, input.current?.selectionStart ?? value.length);
        }}
        onChange={(_event, chosen) => {
          if (typeof chosen !== 'string') return accept(chosen);
          setOpen(false);
          if (text.apply()) useFocus.getState().ask('grid');
        }}
        renderOption={({ key, ...props }, option) => (
          <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1, typography: 'body2' }}>
            <Box component="span" sx={{ flex: 1 }}>
              {option.insert}
            </Box>
            <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
              {option.hint}
            </Box>
          </Box>
        )}
        slotProps={{ listbox: { 'aria-label': messages.suggestions, sx: { maxHeight: 280 } } }}
        renderInput={(params) => <SearchInput params={params} input={input} text={text} error={error} />}
      />
    </Box>
  );
}
