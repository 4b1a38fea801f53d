import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useEffect, useMemo, useRef } from 'react';
import type { Draft } from '../../../protocol/store-shapes';
import { type ComposerHandle, useOfferHandle } from '../../state/handles';
import { type ComposerTab, usePanes } from '../../state/panes';
import { ComposerText } from './ComposerText';
import { composerMessages as messages } from './messages';
import { useMessage } from './use-message';

type ComposerProps = {
  readonly ticketId: string;
  readonly number: number | null;
  readonly replyDraft: Draft | null;
  readonly noteDraft: Draft | null;
};

/** Reply and internal note side by side; what is written in the one is never sent as the other. */
export function Composer({ ticketId, number, replyDraft, noteDraft }: ComposerProps) {
  const tab = usePanes((state) => state.composerTab);
  const setTab = usePanes((state) => state.setComposerTab);
  const reply = useMessage({ ticketId, number, kind: 'reply' }, replyDraft);
  const note = useMessage({ ticketId, number, kind: 'note' }, noteDraft);
  const message = tab === 'reply' ? reply : note;
  useComposerHandle(message);
  const isNote = tab === 'note';
  const isEmpty = message.body.trim() === '';
  return (
    <Box
      data-pane="composer"
      sx={{
        flex: 'none',
        borderTop: 1,
        borderColor: 'divider',
        px: 3,
        pb: 1.5,
        bgcolor: isNote ? 'note.soft' : 'background.paper',
      }}
    >
      <Tabs value={tab} onChange={(_event, next: ComposerTab) => setTab(next)} aria-label={messages.tabs}>
        <Tab value="reply" label={messages.reply} id="composer-tab-reply" aria-controls="composer-panel" />
        <Tab value="note" label={messages.note} id="composer-tab-note" aria-controls="composer-panel" />
      </Tabs>
      <Box role="tabpanel" id="composer-panel" aria-labelledby={`composer-tab-${tab}`} sx={{ pt: 1 }}>
        <ComposerText
          key={tab}
          label={isNote ? messages.note : messages.reply}
          placeholder={isNote ? messages.notePlaceholder : messages.replyPlaceholder}
          focusTarget={tab}
          body={message.body}
          onChange={message.change}
          onBlur={() => void message.flush()}
        />
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1 }}>
          <Typography variant="caption" color="textSecondary" role="status" sx={{ flex: 1 }}>
            {message.draftState === 'saved' && !isEmpty && messages.draftSaved}
            {message.draftState === 'saving' && !isEmpty && messages.saving}
          </Typography>
          <Button
            variant="outlined"
            disabled={message.isSending}
            onClick={() => void message.submit('solved')}
          >
            {messages.solve}
          </Button>
          <Button
            variant="contained"
            disabled={isEmpty || message.isSending}
            onClick={() => void message.submit(undefined)}
          >
            {isNote ? messages.addNote : messages.sendReply}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

/** Lets commands send what is written here, whichever render they meet. */
function useComposerHandle(message: ReturnType<typeof useMessage>): void {
  const latest = useRef(message);
  useEffect(() => {
    latest.current = message;
  });
  const handle = useMemo<ComposerHandle>(
    () => ({
      hasText: () => latest.current.body.trim() !== '',
      submit: ({ status } = {}) => latest.current.submit(status),
    }),
    [],
  );
  useOfferHandle('composer', handle);
}
