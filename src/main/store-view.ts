import { type Session, WebContentsView } from 'electron';
import { portsChannel } from '../protocol/rpc/channel-names';
import { pageUrls } from './app-protocol';
import type { StartStoreProcess, StoreEnd } from './store-process';

/** The session whose storage is the desk's data; no window uses it. */
export const storePartition = 'persist:store';

type StoreViewOptions = Readonly<{ session: Session; preload: string }>;

/**
 * Runs the store in a view that is attached to no window. This is the only file that knows: a hidden window would
 * do too, but it shows up in the Window menu of macOS and keeps `window-all-closed` from ever firing.
 */
export function storeViewStarter(options: StoreViewOptions): StartStoreProcess {
  return (events) => {
    const view = new WebContentsView({
      webPreferences: {
        session: options.session,
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        // Nobody ever sees the view, and Chromium slows down the timers of what is not seen.
        backgroundThrottling: false,
      },
    });
    const contents = view.webContents;
    let isGone = false;
    const gone = (end: StoreEnd): void => {
      if (isGone) return;
      isGone = true;
      events.onGone(end);
    };
    contents.once('did-finish-load', events.onLoaded);
    contents.once('did-fail-load', () => gone('load_failed'));
    contents.once('render-process-gone', () => gone('crashed'));
    // The load that fails is told by its event; the promise would tell the same a second time.
    contents.loadURL(pageUrls.store).catch(() => gone('load_failed'));
    return {
      post: (handover, ports) => contents.postMessage(portsChannel, handover, [...ports]),
      destroy(isHung) {
        isGone = true;
        // The view must stay referenced until here, or it is collected together with the process.
        if (view.webContents.isDestroyed()) return;
        if (isHung) contents.forcefullyCrashRenderer();
        contents.close();
      },
    };
  };
}
