import type { WebContents } from 'electron';
import { pageUrls } from './app-protocol';

const ownPages: ReadonlySet<string> = new Set(Object.values(pageUrls));

/** Keeps a page where it is: it opens no window, goes nowhere and embeds nothing. Links are given to `openLink`. */
export function secureContents(contents: WebContents, openLink: (url: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** A page may load itself again, at any of its routes. */
function isOwnPage(url: string): boolean {
  return ownPages.has(url.replace(/[#?].*$/s, ''));
}
