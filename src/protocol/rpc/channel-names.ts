/**
 * Names that main, the preloads and the pages agree on. A preload is sandboxed and bundled alone, so this file
 * imports nothing.
 */

/** The one Electron channel between a page and main; everything on it is a message of the engine. */
export const shellChannel = 'carrydesk.shell';

/** The Electron channel by which main hands ports to a page. */
export const portsChannel = 'carrydesk.ports';

/** The name under which the preload exposes the bridge to main. */
export const bridgeName = 'carrydesk';

/** Marks a window message that carries ports, so that a page can tell it from others. */
export const handoverType = 'carrydesk.handover';
