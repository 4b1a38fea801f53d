import { ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { MenuWish, shellContract } from '../../protocol/shell';
import type { Windows } from '../windows';

type WindowShellOptions = Readonly<{ windows: Windows; windowId: number }>;

/** What a window may ask about windows, itself included. */
export function windowHandlers({ windows, windowId }: WindowShellOptions) {
  return {
    'window.open': ({ route }) => {
      windows.open(route);
      return ok(null);
    },
    'window.list': () => ok(windows.list()),
    'window.closing': () => ok({ isClosing: windows.isClosing(windowId) }),
    'window.flushed': () => {
      windows.flushed(windowId);
      return ok(null);
    },
    'menu.command': () => ok<MenuWish>(windows.menuWish(windowId)),
  } satisfies Partial<Handlers<typeof shellContract>>;
}
