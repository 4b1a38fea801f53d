import type { Handlers } from '../../protocol/rpc/contract';
import type { LiveSource } from '../../protocol/rpc/live';
import type { Port } from '../../protocol/rpc/ports';
import { type RpcServer, type ServerReport, serve } from '../../protocol/rpc/server';
import { shellContract } from '../../protocol/shell';

/** A page's side of the shell, seen from main: where answers go and who answers. */
export type ShellPartner = Readonly<{
  send: (page: string, message: unknown) => void;
  handlers: Handlers<typeof shellContract>;
  live: LiveSource;
}>;

type PageConnection = Readonly<{ page: string; receive: (message: unknown) => void; server: RpcServer }>;

/** Keeps one server for the page that each window shows; a page that was loaded anew gets a new one. */
export class ShellPages {
  readonly #connections = new Map<number, PageConnection>();
  readonly #report: (report: ServerReport) => void;

  constructor(report: (report: ServerReport) => void) {
    this.#report = report;
  }

  /** Takes a message of a trusted page. */
  receive(id: number, page: unknown, message: unknown, partner: ShellPartner): void {
    if (typeof page !== 'string')
      return this.#report({ kind: 'message_dropped', name: 'unknown', dropped: 1 });
    const known = this.#connections.get(id);
    const connection = known?.page === page ? known : this.#connect(id, page, partner);
    connection.receive(message);
  }

  /** The page is gone. */
  forget(id: number): void {
    this.#connections.get(id)?.server.close();
    this.#connections.delete(id);
  }

  #connect(id: number, page: string, partner: ShellPartner): PageConnection {
    this.forget(id);
    const { port, receive } = pagePort((message) => partner.send(page, message));
    const { handlers, live } = partner;
    const server = serve({ contract: shellContract, handlers, live, port, report: this.#report });
    const connection = { page, receive, server };
    this.#connections.set(id, connection);
    return connection;
  }
}

function pagePort(post: (message: unknown) => void): { port: Port; receive: (message: unknown) => void } {
  const listeners = new Set<(message: unknown) => void>();
  const onMessage = (listener: (message: unknown) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const receive = (message: unknown): void => {
    for (const listener of listeners) listener(message);
  };
  return { port: { post, onMessage, onClose: () => () => {}, close: () => listeners.clear() }, receive };
}
