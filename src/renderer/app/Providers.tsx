import type { EmotionCache } from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { Desk } from '../data/desk';
import { DeskContext } from '../data/desk-context';
import { CrashBoundary } from './CrashBoundary';
import { type ShellClient, ShellContext } from './shell-context';
import { theme } from './theme';

type ProvidersProps = {
  readonly desk: Desk;
  readonly shell: ShellClient;
  readonly styleCache: EmotionCache;
  readonly children: ReactNode;
};

/** What every pane stands on. */
export function Providers({ desk, shell, styleCache, children }: ProvidersProps) {
  return (
    <CacheProvider value={styleCache}>
      <ThemeProvider theme={theme} defaultMode="system">
        <CssBaseline enableColorScheme />
        <ShellContext value={shell}>
          <DeskContext value={desk}>
            <CrashBoundary>{children}</CrashBoundary>
          </DeskContext>
        </ShellContext>
      </ThemeProvider>
    </CacheProvider>
  );
}
