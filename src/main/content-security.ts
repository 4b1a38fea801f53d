/** Which page a policy is for. */
export type PageKind = 'app' | 'store';

/** Vite puts this where a nonce belongs; each response replaces it with one of its own. */
export const nonceMark = '__CSP_NONCE__';

/**
 * The content security policy of a page and of everything served to it. No page may reach a network: all of that is
 * main's. `developmentServer` loosens what hot reloading needs and is undefined in a built app.
 */
export function contentSecurityPolicy(
  kind: PageKind,
  nonce: string,
  developmentServer: string | undefined,
): string {
  const policy = kind === 'app' ? appPolicy(nonce) : storePolicy;
  const directives =
    developmentServer === undefined ? policy : withHotReload(policy, nonce, developmentServer);
  return Object.entries({ ...directives, ...nowhere })
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

type Policy = Readonly<Record<string, string>>;

const nowhere: Policy = {
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

function appPolicy(nonce: string): Policy {
  return {
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}' 'strict-dynamic'`,
    'style-src-elem': `'self' 'nonce-${nonce}'`,
    // Positions and sizes that components compute stand in style attributes.
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'none'",
    'frame-src': "'none'",
  };
}

const storePolicy: Policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  // The search worker fetches its WebAssembly from our own scheme; there is no network behind 'self'.
  'connect-src': "'self'",
};

function withHotReload(policy: Policy, nonce: string, developmentServer: string): Policy {
  const socket = developmentServer.replace(/^http/, 'ws');
  return {
    ...policy,
    'script-src': `'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    'style-src-elem': "'self' 'unsafe-inline'",
    'connect-src': `'self' ${developmentServer} ${socket}`,
  };
}
