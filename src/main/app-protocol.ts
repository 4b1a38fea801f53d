import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentSecurityPolicy, nonceMark, type PageKind } from './content-security';

/** Our own scheme: an origin of its own, without the powers of `file:` and without a network behind it. */
export const appScheme = 'desk';

/** Where each page lives. */
export const pageUrls = {
  app: `${appScheme}://app/renderer/index.html`,
  store: `${appScheme}://store/store/index.html`,
} as const;

/** What Chromium must know of the scheme before it starts; storage exists only for standard, secure schemes. */
export const schemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

type AppProtocolOptions = Readonly<{
  /** The built pages. */
  folder: string;
  /** Where Vite serves the pages instead, while developing. */
  developmentServer: string | undefined;
  /** Reads from the development server; main's own, because no page has a network. */
  fetch: (url: string) => Promise<Response>;
}>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Answers a request of our scheme, from the built pages or the development server. */
export async function serveApp(
  request: Pick<Request, 'method' | 'url'>,
  options: AppProtocolOptions,
): Promise<Response> {
  const url = new URL(request.url);
  const kind = pageKind(url);
  if (kind === undefined || request.method !== 'GET') return refusal(404);
  const nonce = randomBytes(16).toString('base64url');
  const security = contentSecurityPolicy(kind, nonce, options.developmentServer);
  const headers = { 'content-security-policy': security, 'x-content-type-options': 'nosniff' };
  if (options.developmentServer !== undefined) {
    return fromDevelopmentServer(
      `${options.developmentServer}${url.pathname}${url.search}`,
      nonce,
      headers,
      options,
    );
  }
  const file = fileOf(options.folder, url.pathname);
  const type = file === undefined ? undefined : types[path.extname(file)];
  if (file === undefined || type === undefined) return refusal(404);
  return fromFile(file, nonce, { ...headers, 'content-type': type });
}

/** The file that a path names, or undefined where it would leave the folder. */
export function fileOf(folder: string, pathname: string): string | undefined {
  const decoded = decode(pathname);
  if (decoded === undefined || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const file = path.resolve(folder, `.${decoded}`);
  return file.startsWith(folder + path.sep) ? file : undefined;
}

function pageKind(url: URL): PageKind | undefined {
  if (url.protocol !== `${appScheme}:`) return undefined;
  return url.host === 'app' || url.host === 'store' ? url.host : undefined;
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A stray percent sign: no file is named so.
    return undefined;
  }
}

async function fromFile(file: string, nonce: string, headers: Record<string, string>): Promise<Response> {
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return refusal(404);
  if (!file.endsWith('.html')) return new Response(content, { headers });
  return new Response(content.toString('utf8').replaceAll(nonceMark, nonce), { headers });
}

async function fromDevelopmentServer(
  url: string,
  nonce: string,
  headers: Record<string, string>,
  options: AppProtocolOptions,
): Promise<Response> {
  const answer = await options.fetch(url);
  const type = answer.headers.get('content-type') ?? 'text/plain';
  const isPage = type.startsWith('text/html');
  const body = isPage ? (await answer.text()).replaceAll(nonceMark, nonce) : answer.body;
  return new Response(body, { status: answer.status, headers: { ...headers, 'content-type': type } });
}

function refusal(status: number): Response {
  return new Response(null, { status });
}
