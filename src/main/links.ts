const openable: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:']);

/** Says whether a link may be given to the system: only kinds whose programs ask before they act. */
export function isOpenableLink(link: string): boolean {
  try {
    const url = new URL(link);
    // A name before the host makes an address look like another one.
    return openable.has(url.protocol) && url.username === '' && url.password === '';
  } catch {
    // What is not an address is not opened.
    return false;
  }
}
