import { useEffect } from 'react';
import { flushDrafts } from '../data/use-draft';
import { useShell } from './shell-context';

/** Stores what is being typed before the window goes, and tells main when that is done. */
export function useClosing(): void {
  const shell = useShell();
  useEffect(
    () =>
      shell.subscribe('window.closing', {}, ({ value }) => {
        if (value?.isClosing === true) void flushDrafts().then(() => shell.send('window.flushed', {}));
      }),
    [shell],
  );
}
