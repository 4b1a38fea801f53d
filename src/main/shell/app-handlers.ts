import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { AppInfo, shellContract } from '../../protocol/shell';
import { isOpenableLink } from '../links';
import { messages } from '../messages';

type AppShellOptions = Readonly<{
  info: AppInfo;
  openLink: (url: string) => Promise<void>;
  openFolder: (folder: string) => Promise<string>;
  quit: () => void;
  /** Lets the app start again once it has left. */
  relaunch: () => void;
}>;

/** What a window may ask about the app as a whole. */
export function appHandlers({ info, openLink, openFolder, quit, relaunch }: AppShellOptions) {
  return {
    'app.info': () => ok(info),
    'app.quit': () => {
      quit();
      return ok(null);
    },
    'app.relaunch': () => {
      relaunch();
      quit();
      return ok(null);
    },
    'data.openFolder': async () => {
      await openFolder(info.dataFolder);
      return ok(null);
    },
    'link.open': async ({ url }) => {
      if (!isOpenableLink(url)) return failure(appError('forbidden', messages.linkRefused));
      await openLink(url);
      return ok(null);
    },
  } satisfies Partial<Handlers<typeof shellContract>>;
}
