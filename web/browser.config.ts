import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The tests live with all others of the project; what they import lives here. */
export default defineConfig({
  root: here('../tests/browser'),
  resolve: { alias: { 'playwright-core': here('node_modules/playwright-core/index.mjs'), vitest: here('node_modules/vitest/dist/index.js') } },
  server: { fs: { allow: [here('..')] } },
  cacheDir: here('node_modules/.vite-browser'),
  test: {
    include: ['*.test.ts'],
    env: { AXE_PATH: here('node_modules/axe-core/axe.min.js') },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Drawing in software wants the whole machine.
    fileParallelism: false,
    pool: 'forks',
  },
});
