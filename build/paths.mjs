import path from 'node:path';

/** The folder of package.json. Every script works from here, wherever it was started. */
export const projectRoot = path.resolve(import.meta.dirname, '..');

/** The built app, swapped in whole by `buildApp`. */
export const outFolder = path.join(projectRoot, 'out');

/** Scratch space on the same disk as `out`, so that a rename between them is atomic. */
export const scratchFolder = path.join(projectRoot, '.cache', 'build');

/** Where test runners leave their machine-readable reports. */
export const reportFolder = path.join(projectRoot, 'test-results');
