import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * The oldest runtime the code must run on, Electron 33, whichever one is installed: electron-vite
 * would otherwise aim at the newest and emit syntax that the older one does not know.
 */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/** The pages have an origin of their own, so hot reloading must be told where its server is. */
const developmentServer = { host: '127.0.0.1', port: 5183 };

const source = (file: string) => path.resolve(import.meta.dirname, 'src', file);

// Nothing is minified: the code is read from disk, and a stack in a bug report stays readable.
export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      // Bundled whole, so that a package needs no node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('main/index.ts'), 'import-job': source('main/import-job.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      // A sandboxed preload loads neither ES modules nor chunks.
      isolatedEntries: true,
      rolldownOptions: {
        input: { ui: source('preload/ui.ts'), store: source('preload/store.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src',
    plugins: [react()],
    // Main replaces it with a fresh nonce in every response.
    html: { cspNonce: '__CSP_NONCE__' },
    server: {
      ...developmentServer,
      strictPort: true,
      hmr: { protocol: 'ws', host: developmentServer.host, clientPort: developmentServer.port },
    },
    build: {
      target: chromeTarget,
      rolldownOptions: {
        input: { renderer: source('renderer/index.html'), store: source('store/index.html') },
      },
    },
  },
});
