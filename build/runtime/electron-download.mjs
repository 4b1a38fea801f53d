import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** As long as the host may stay silent, at the start or in the middle, before it counts as out of reach. */
const silenceLimitMs = 10_000;

/**
 * Downloads Electron the way its npm package does: with the downloader and the checksums that
 * this very version ships. Rejects when the host cannot be reached or the file is not the right one.
 *
 * @param {{ dist: string, scratch: string, mirror?: string, silenceMs?: number }} options
 * @returns {Promise<import('./cache.mjs').Origin>}
 */
export async function downloadElectron({ dist, scratch, mirror, silenceMs = silenceLimitMs }) {
  const { version, checksums, download, extract } = await electronTools();
  const silence = silenceWatch(silenceMs);
  try {
    const archive = await download(version, {
      checksums,
      tempDirectory: scratch,
      cacheRoot: scratch,
      downloadOptions: { quiet: true, signal: silence.signal, getProgressCallback: silence.heard },
      ...(mirror === undefined ? {} : { mirrorOptions: { mirror } }),
    });
    await extract(archive, { dir: dist });
    return { version, source: 'electron' };
  } finally {
    silence.stop();
  }
}

/** The version in package.json is the one we download and build for. */
export async function electronVersion() {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  return /** @type {{ version: string }} */ (JSON.parse(await readFile(manifest, 'utf8'))).version;
}

/**
 * Electron's downloader and unpacker are dependencies of the electron package, so they are
 * resolved from there: these are the ones it was released with.
 */
async function electronTools() {
  const fromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'));
  const { download } = await import(pathToFileURL(fromElectron.resolve('@electron/get')).href);
  const { extract } = await import(
    pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href
  );
  const checksums = fromElectron('./checksums.json');
  return { version: await electronVersion(), checksums, download, extract };
}

/**
 * Aborts when nothing was heard for a while. A limit on the whole download would punish slow
 * lines; a limit on silence only gives up on hosts that do not answer.
 *
 * @param {number} limitMs
 */
function silenceWatch(limitMs) {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`no answer for ${limitMs / 1000} s`));
  let timer = setTimeout(giveUp, limitMs);
  return {
    signal: controller.signal,
    heard: async () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, limitMs);
    },
    stop: () => clearTimeout(timer),
  };
}
