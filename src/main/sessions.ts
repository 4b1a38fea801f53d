import { net, type Session, session } from 'electron';
import { appScheme, serveApp } from './app-protocol';
import type { Logger } from './logger';
import type { NetworkGuard } from './network-guard';
import { places } from './places';
import { pagePermissions, secureSession } from './session-security';
import { storePartition } from './store-view';

/** The two sessions of the app: windows share one, the store has the other to itself. */
export type Sessions = Readonly<{ app: Session; store: Session }>;

/** Makes both sessions safe and teaches them our scheme. No other session may show a page. */
export async function prepareSessions(log: Logger, developmentServer: string | undefined): Promise<Sessions> {
  const sessions = { app: session.defaultSession, store: session.fromPartition(storePartition) };
  const guard: NetworkGuard = { blocked: 0 };
  await Promise.all(
    (['app', 'store'] as const).map((kind) => {
      serveScheme(sessions[kind], developmentServer);
      return secureSession(sessions[kind], {
        permissions: pagePermissions[kind],
        guard,
        log,
        developmentServer,
      });
    }),
  );
  return sessions;
}

function serveScheme(target: Session, developmentServer: string | undefined): void {
  const fetch = (url: string): Promise<Response> => net.fetch(url, { bypassCustomProtocolHandlers: true });
  const options = { folder: places.pages, developmentServer, fetch };
  target.protocol.handle(appScheme, (request) => serveApp(request, options));
}
