import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const renderer = 'tests/renderer/**/*.test.{ts,tsx}';
const chaos = 'tests/chaos/**/*.test.ts';
const long = 'tests/long/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // The machine that checks every change has two cores.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: [renderer, chaos, long, 'tests/e2e/**'],
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: { name: 'renderer', environment: 'jsdom', include: [renderer] },
      },
      {
        extends: true,
        test: { name: 'chaos', environment: 'node', include: [chaos], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'long', environment: 'node', include: [long], testTimeout: 60 * 60 * 1000 },
      },
    ],
  },
});
