import createCache, { type EmotionCache } from '@emotion/cache';

/** The styles carry the nonce of the page: the content security policy admits no others. */
export function createStyleCache(page: Document): EmotionCache {
  const nonce = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return createCache(nonce === undefined || nonce === '' ? { key: 'desk' } : { key: 'desk', nonce });
}
