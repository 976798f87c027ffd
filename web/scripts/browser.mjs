// npm run browser -- --url http://127.0.0.1:8080 [names of tests]: the browser tests against a running server.
// --desk PLANNER:PASSWORD APPROVER:PASSWORD FOLDER: those of the planner's desk, too, with two accounts of that server and the folder
// of a plan that it may publish. The server is to have --state; both passwords may still be due to be changed.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const at = args.indexOf('--url');
const url = at >= 0 ? args.splice(at, 2)[1] : process.env['QUYHOACH_URL'];
const deskAt = args.indexOf('--desk');
const [, planner, approver, folder] = deskAt >= 0 ? args.splice(deskAt, 4) : [];
if (!url || (deskAt >= 0 && !folder)) {
  console.error('usage: npm run browser -- --url http://127.0.0.1:PORT [--desk PLANNER:PASSWORD APPROVER:PASSWORD FOLDER] [vitest arguments]');
  process.exit(1);
}
// npm moves into web/; INIT_CWD is where the command was given.
const called = process.env['INIT_CWD'] ?? process.cwd();
const web = fileURLToPath(new URL('..', import.meta.url));
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'browser.config.ts', ...args], {
  cwd: web,
  stdio: 'inherit',
  env: { ...process.env, QUYHOACH_URL: url, ...(folder ? { QUYHOACH_DESK: JSON.stringify({ planner, approver, folder: resolve(called, folder) }) } : {}) },
});
process.exit(run.status ?? 1);
