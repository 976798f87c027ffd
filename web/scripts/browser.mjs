// npm run browser -- --url http://127.0.0.1:8080 [names of tests]: the browser tests against a running server.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const at = args.indexOf('--url');
const url = at >= 0 ? args.splice(at, 2)[1] : process.env['QUYHOACH_URL'];
if (!url) {
  console.error('usage: npm run browser -- --url http://127.0.0.1:PORT [vitest arguments]');
  process.exit(1);
}
const web = fileURLToPath(new URL('..', import.meta.url));
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'browser.config.ts', ...args], {
  cwd: web,
  stdio: 'inherit',
  env: { ...process.env, QUYHOACH_URL: url },
});
process.exit(run.status ?? 1);
