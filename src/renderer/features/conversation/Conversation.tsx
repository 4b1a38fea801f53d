import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { historySentence } from '../../data/history-sentence';
import type { Labels } from '../../data/labels';
import { HistoryLine } from '../../components/HistoryLine';
import { MessageArticle } from './MessageArticle';
import { conversationMessages as messages } from './messages';
import type { TimelineItem } from './timeline';
import { useStickToEnd } from './use-stick-to-end';

type ConversationProps = {
  readonly items: readonly TimelineItem[];
  readonly labels: Labels;
  readonly hasHistory: boolean;
  readonly onToggleHistory: () => void;
};

/** The newest stands at the foot and in view; each kind of message has its own name and look. */
export function Conversation({ items, labels, hasHistory, onToggleHistory }: ConversationProps) {
  const scroller = useRef<HTMLElement>(null);
  const newest = items.at(-1)?.id;
  useStickToEnd(scroller, newest);
  return (
    <Box
      component="section"
      aria-label={messages.title}
      data-pane="conversation"
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', px: 3, pt: 1, flex: 'none' }}>
        <Typography variant="h2" component="h2" sx={{ flex: 1 }}>
          {messages.title}
        </Typography>
        <FormControlLabel
          control={<Switch size="small" checked={hasHistory} onChange={onToggleHistory} />}
          label={messages.showHistory}
          labelPlacement="start"
          slotProps={{ typography: { variant: 'caption', color: 'textSecondary' } }}
          sx={{ mr: -0.5 }}
        />
      </Box>
      <Box
        ref={scroller}
        tabIndex={0}
        aria-label={messages.messages}
        role="group"
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 3, py: 1.5 }}
      >
        {items.length === 0 ? (
          <EmptyState icon="reply" {...messages.empty} />
        ) : (
          <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
            {items.map((item) =>
              item.type === 'message' ? (
                <MessageArticle key={item.id} message={item.message} labels={labels} />
              ) : (
                <HistoryLine key={item.id} text={historySentence(item.event, labels)} at={item.at} />
              ),
            )}
          </Box>
        )}
      </Box>
    </Box>
  );
}
