import path from 'node:path';

/** Where the build put the parts of the app, beside this bundle. */
export const places = {
  importJob: path.resolve(import.meta.dirname, './import-job.js'),
  pages: path.resolve(import.meta.dirname, '../renderer'),
  windowPreload: path.resolve(import.meta.dirname, '../preload/ui.cjs'),
  storePreload: path.resolve(import.meta.dirname, '../preload/store.cjs'),
} as const;
