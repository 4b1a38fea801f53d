import { appScheme } from './app-protocol';

/** What is known of the sender of a message, in Electron's words. */
export type Sender = Readonly<{
  webContentsId: number;
  isMainFrame: boolean;
  url: string;
}>;

/** Only the main frame of one of our own windows, showing our own page, may speak to main. */
export function isTrustedSender(sender: Sender, knownIds: ReadonlySet<number>): boolean {
  return knownIds.has(sender.webContentsId) && sender.isMainFrame && isAppPage(sender.url);
}

/** True for the pages of the window, not for those of the store and not for anything from elsewhere. */
function isAppPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${appScheme}:` && host === 'app';
  } catch {
    // A frame that shows nothing yet has no address.
    return false;
  }
}
