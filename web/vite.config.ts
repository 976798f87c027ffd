import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The font files keep fixed names: the map styles, which the server writes, name them. */
function fonts(): Plugin {
  const subsets = ['latin', 'latin-ext', 'vietnamese'];
  const weights = ['400', '700'];
  const file = (subset: string, weight: string) =>
    new URL(`node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`, import.meta.url);
  return {
    name: 'quyhoach-fonts',
    generateBundle() {
      for (const subset of subsets) {
        for (const weight of weights) {
          this.emitFile({ type: 'asset', fileName: `fonts/be-vietnam-pro-${subset}-${weight}.woff2`, source: readFileSync(file(subset, weight)) });
        }
      }
      this.emitFile({
        type: 'asset',
        fileName: 'fonts/OFL.txt',
        source: readFileSync(new URL('node_modules/@fontsource/be-vietnam-pro/LICENSE', import.meta.url)),
      });
    },
  };
}

export default defineConfig({
  plugins: [fonts()],
  // Two pages: citizens do not download what planners work with.
  // Data URIs would need a wider font-src and img-src than the policy gives.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: { index: 'index.html', desk: 'desk.html' } },
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(['/api', '/tiles', '/style', '/documents'].map((path) => [path, process.env['QUYHOACH_URL'] ?? 'http://127.0.0.1:8080'])) },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
});
