import { useState } from 'react';
import { readViews } from '../../data/records';
import { useQuery } from '../../data/use-query';
import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { matchEntries, type PaletteEntry } from './match';
import { paletteMessages as messages } from './messages';
import { Palette } from './Palette';

type PaletteContentPaneProps = {
  readonly entries: readonly PaletteEntry[];
  readonly onClose: () => void;
};

const ticketNumber = /^#?(\p{L}*\d[\w-]*)$/u;

/** What fits the text: commands, saved views, and the ticket of a number. */
export function PaletteContentPane({ entries, onClose }: PaletteContentPaneProps) {
  const [text, setText] = useState('');
  const { data: views } = useQuery('view.list', {});
  const number = ticketNumber.exec(text.trim())?.[1] ?? null;
  const { data: found, of } = useQuery('ticket.find', number === null ? null : { number });
  const toViews = readViews(views ?? []).map(
    (view, place): PaletteEntry => ({
      id: view.id,
      title: messages.openView(view.name),
      keys: place < 9 ? `$mod+${place + 1}` : null,
      run: () => {
        useDeskView.getState().openView(view);
        useFocus.getState().ask('grid');
      },
    }),
  );
  const ticketId = found !== null && found !== undefined && of?.number === number ? found.id : null;
  const ticket = {
    id: 'ticket',
    keys: null,
    title: messages.openTicket(number ?? ''),
    run: () => useDeskView.getState().openTicket(ticketId),
  };
  const matching = matchEntries([...entries, ...toViews], text);
  return (
    <Palette
      text={text}
      entries={ticketId === null ? matching : [ticket, ...matching]}
      onText={setText}
      onRun={(entry) => {
        onClose();
        // After the dialog has given the focus back, so that the command finds it where it was.
        setTimeout(entry.run, 0);
      }}
    />
  );
}
