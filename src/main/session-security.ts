import type { Session } from 'electron';
import { appScheme } from './app-protocol';
import type { Logger } from './logger';
import { guardNetwork, type NetworkGuard } from './network-guard';

type SessionSecurityOptions = Readonly<{
  /** The permissions that pages of the session have; all others are denied. */
  permissions: readonly string[];
  guard: NetworkGuard;
  log: Logger;
  developmentServer: string | undefined;
}>;

/** What each kind of page may do beyond showing itself. */
export const pagePermissions = {
  // Copying a ticket's number or link, on a click.
  app: ['clipboard-sanitized-write'],
  // Without it Chromium counts the desk's data as a cache that it may clear.
  store: ['persistent-storage'],
} as const;

/** Takes from a session everything that its pages do not need. */
export async function secureSession(session: Session, options: SessionSecurityOptions): Promise<void> {
  const isAllowed = (permission: string): boolean => options.permissions.includes(permission);
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  // Switched off or not, Chromium would fetch dictionaries from Google's servers; here it finds nothing.
  session.setSpellCheckerDictionaryDownloadURL(`${appScheme}://app/no-dictionaries/`);
  guardNetwork(session, options.guard, options.log, options.developmentServer);
  // Pages have no network, so looking for a proxy would only tell the network that we are here.
  await session.setProxy({ mode: 'direct' });
}
