import { z } from 'zod';
import { handoverType } from './channel-names';
import type { Dispose } from './ports';

/** What accompanies ports on their way into a page: their names, in order, and who asked for them. */
export const Handover = z.object({
  type: z.literal(handoverType),
  /** Made by the page that asked, so that ports meant for its predecessor are not taken. */
  nonce: z.string(),
  names: z.array(z.string()),
});

export type Handover = Readonly<z.infer<typeof Handover>>;

type HandoverEvent<PagePort> = {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
  readonly ports: readonly PagePort[];
};

/** The part of `window` that is used. */
export type Page<PagePort> = {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: HandoverEvent<PagePort>) => void): void;
  removeEventListener(type: 'message', listener: (event: HandoverEvent<PagePort>) => void): void;
};

/** Takes the ports that the preload hands over under the given nonce; nothing else can send from our own origin. */
export function receivePorts<PagePort>(
  page: Page<PagePort>,
  nonce: string,
  onPorts: (ports: Readonly<Record<string, PagePort>>) => void,
): Dispose {
  const onMessage = (event: HandoverEvent<PagePort>): void => {
    if (event.source !== page || event.origin !== page.location.origin) return;
    const handover = Handover.safeParse(event.data);
    if (!handover.success || handover.data.nonce !== nonce) return;
    const named = handover.data.names.map((name, index) => [name, event.ports[index]] as const);
    onPorts(Object.fromEntries(named.flatMap(([name, port]) => (port === undefined ? [] : [[name, port]]))));
  };
  page.addEventListener('message', onMessage);
  return () => page.removeEventListener('message', onMessage);
}
