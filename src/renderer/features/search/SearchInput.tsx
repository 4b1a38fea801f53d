import type { AutocompleteRenderInputParams } from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import type { RefObject } from 'react';
import type { AppError } from '../../../domain/errors';
import { Icon } from '../../components/Icon';
import { searchMessages as messages } from './messages';
import type { FilterText } from './use-filter-text';

type SearchInputProps = {
  readonly params: AutocompleteRenderInputParams;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: FilterText;
  readonly error: AppError | undefined;
};

/** The line that is typed into, and under it what is wrong with it and where. */
export function SearchInput({ params, input, text, error }: SearchInputProps) {
  const position = error?.details?.['position'];
  return (
    <TextField
      {...params}
      inputRef={input}
      placeholder={messages.placeholder}
      error={error !== undefined}
      helperText={
        error === undefined
          ? undefined
          : messages.problem(error.message, typeof position === 'number' ? position : null)
      }
      onSelect={() => text.moveCaret(input.current?.selectionStart ?? text.value.length)}
      slotProps={{
        ...params.slotProps,
        htmlInput: { ...params.slotProps.htmlInput, 'aria-label': messages.label, spellCheck: false },
        input: {
          ...params.slotProps.input,
          startAdornment: <Icon name="search" sx={{ color: 'text.secondary', ml: 0.5, mr: 0.5 }} />,
          endAdornment:
            text.value === '' ? null : (
              <IconButton sx={{ p: 0.25 }} aria-label={messages.clear} onClick={() => text.change('', 0)}>
                <Icon name="close" sx={{ fontSize: 16 }} />
              </IconButton>
            ),
        },
      }}
    />
  );
}
