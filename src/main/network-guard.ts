import type { Session } from 'electron';
import { appScheme } from './app-protocol';
import type { Logger } from './logger';

/** Counts what pages asked of a network that they do not have. */
export type NetworkGuard = { blocked: number };

const local: ReadonlySet<string> = new Set([`${appScheme}:`, 'data:', 'blob:']);

/** Says whether a page may load an address: only what comes out of the app itself. */
export function isLocalRequest(url: string, developmentServer: string | undefined): boolean {
  try {
    const { protocol, host } = new URL(url);
    if (local.has(protocol)) return true;
    if (developmentServer === undefined) return false;
    return protocol === 'devtools:' || host === new URL(developmentServer).host;
  } catch {
    // Chromium asks only for addresses; anything else is not ours.
    return false;
  }
}

/** Cancels every request of a session that would leave the app; the policy of the pages forbids them already. */
export function guardNetwork(
  session: Session,
  guard: NetworkGuard,
  log: Logger,
  developmentServer: string | undefined,
): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    const isLocal = isLocalRequest(url, developmentServer);
    if (!isLocal) {
      guard.blocked += 1;
      log.warn('request blocked', { blocked: guard.blocked, scheme: url.slice(0, url.indexOf(':')) });
    }
    answer({ cancel: !isLocal });
  });
}
