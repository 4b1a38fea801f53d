import Box from '@mui/material/Box';
import InputBase from '@mui/material/InputBase';
import { type KeyboardEvent, useId, useState } from 'react';
import { Keys } from '../../components/Keys';
import type { PaletteEntry } from './match';
import { paletteMessages as messages } from './messages';

type PaletteProps = {
  readonly text: string;
  readonly entries: readonly PaletteEntry[];
  readonly onText: (text: string) => void;
  readonly onRun: (entry: PaletteEntry) => void;
};

/** The line to type in and the entries that fit; the keys beside them teach the shorter way. */
export function Palette({ text, entries, onText, onRun }: PaletteProps) {
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const current = Math.min(chosen, entries.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (current + step + entries.length) % entries.length;
      setChosen(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    const entry = entries[current];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && entry !== undefined) {
      event.preventDefault();
      onRun(entry);
    }
  };
  return (
    <>
      <InputBase
        autoFocus
        fullWidth
        value={text}
        placeholder={messages.placeholder}
        onChange={(event) => {
          setChosen(0);
          onText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        slotProps={{
          input: {
            role: 'combobox',
            'aria-label': messages.title,
            'aria-expanded': true,
            'aria-controls': id,
            'aria-activedescendant': current < 0 ? undefined : `${id}-${current}`,
          },
        }}
        sx={{ px: 2.5, py: 1.5, typography: 'body1', borderBottom: 1, borderColor: 'divider' }}
      />
      <Box
        component="ul"
        role="listbox"
        id={id}
        aria-label={messages.title}
        sx={{ listStyle: 'none', m: 0, p: 1, overflowY: 'auto', height: 380 }}
      >
        {entries.length === 0 && (
          <Box component="li" role="presentation" sx={{ p: 2, typography: 'body2', color: 'text.secondary' }}>
            {messages.nothing}
          </Box>
        )}
        {entries.map((entry, index) => (
          <Box
            component="li"
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => onRun(entry)}
            onPointerMove={() => setChosen(index)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              px: 1.5,
              minHeight: 34,
              borderRadius: 1,
              typography: 'body2',
              bgcolor: index === current ? 'surface.chosen' : 'transparent',
            }}
          >
            <Box component="span" sx={{ flex: 1 }}>
              {entry.title}
            </Box>
            {entry.keys !== null && <Keys keys={entry.keys} />}
          </Box>
        ))}
      </Box>
    </>
  );
}
