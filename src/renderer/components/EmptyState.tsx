import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icon-paths';

type EmptyStateProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  /** The one thing to do next. */
  readonly children?: ReactNode;
};

/** Says why there is nothing here and what to do about it. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <Box
      sx={{
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 1,
        p: 4,
      }}
    >
      <Icon name={icon} sx={{ fontSize: 32, color: 'text.secondary', opacity: 0.6, mb: 0.5 }} />
      <Typography variant="h2">{title}</Typography>
      {text !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 380 }}>
          {text}
        </Typography>
      )}
      {children !== undefined && <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>{children}</Box>}
    </Box>
  );
}
