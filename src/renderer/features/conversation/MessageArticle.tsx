import Box from '@mui/material/Box';
import { memo } from 'react';
import type { MessageKind } from '../../../domain/message/message';
import type { TicketMessage } from '../../../protocol/store-shapes';
import { Icon } from '../../components/Icon';
import type { IconName } from '../../components/icon-paths';
import { Time } from '../../components/Time';
import type { Labels } from '../../data/labels';
import { conversationMessages as messages } from './messages';

type MessageArticleProps = { readonly message: TicketMessage; readonly labels: Labels };

const icons: Readonly<Record<MessageKind, IconName>> = { reply: 'reply', note: 'lock', call: 'phone' };

/** One message. A note differs from a reply by its words, its sign and its surface, never by colour alone. */
export const MessageArticle = memo(function MessageArticle({ message, labels }: MessageArticleProps) {
  const isIncoming = message.direction === 'in';
  const isNote = message.kind === 'note';
  const who = labels.person(message.authorId, message.authorName) || messages.unknownAuthor;
  return (
    <Box
      component="article"
      aria-label={messages.by(message.kind, isIncoming, who)}
      sx={{
        border: 1,
        borderStyle: isNote ? 'dashed' : 'solid',
        borderColor: isNote ? 'note.border' : 'divider',
        bgcolor: surfaceOf(isNote, isIncoming),
        borderRadius: 1,
        px: 2,
        py: 1.25,
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          mb: 0.5,
          color: isNote ? 'note.main' : 'text.secondary',
        }}
      >
        <Icon
          name={isIncoming && message.kind === 'reply' ? 'person' : icons[message.kind]}
          sx={{ fontSize: 15 }}
        />
        <Box component="span" sx={{ typography: 'body2', fontWeight: 650, color: 'text.primary' }}>
          {who}
        </Box>
        {!(isIncoming && message.kind === 'reply') && (
          <Box component="span" sx={{ typography: 'caption', fontWeight: 600 }}>
            {messages.kind[message.kind]}
          </Box>
        )}
        <Box component="span" sx={{ flex: 1, typography: 'caption' }}>
          {isNote && messages.noteHint}
          {message.call !== undefined && messages.call(message.call.seconds, message.call.outcome)}
        </Box>
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
          <Time at={message.at} />
        </Box>
      </Box>
      {/* Text as it was typed. Markup of any kind is never interpreted here. */}
      <Box dir="auto" sx={{ typography: 'body1', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {message.body}
      </Box>
    </Box>
  );
});

function surfaceOf(isNote: boolean, isIncoming: boolean): string {
  if (isNote) return 'note.soft';
  return isIncoming ? 'surface.sunken' : 'surface.raised';
}
