// hostile_trace.mjs BIN [CASE]: has `quyhoach import` and `check` read every file of hostile_set under strace, and says of each which
// codes were told, how long it took, which files the reader opened that are none of its business, and who asked for the network. BIN
// is the folder of the programs; CASE is a part of a name. Exit 0 when every code is told, no foreign file was opened and nobody
// asked for anything; 1 if not; 77 where there is no strace, or processes cannot be traced.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isForeign, told, traced } from './trace.mjs';

const kBombEnds_ms = 15_000;
const kNobody = 65_534;
const bin = resolve(process.argv[2] ?? '');
const only = process.argv[3] ?? '';

const can = (...words) => spawnSync(words[0], words.slice(1), { stdio: 'ignore' }).status === 0;
// Whoever is not root may trace a process that gave up being looked at only in a user namespace of their own.
if (process.getuid() !== 0 && can('unshare', '--user', '--map-root-user', 'true')) {
  process.exit(spawnSync('unshare', ['--user', '--map-root-user', process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1);
}
if (!can('strace', '-qq', '-o', '/dev/null', 'true')) {
  console.log('skipped: there is no strace here, or processes cannot be traced');
  process.exit(77);
}

const own = mkdtempSync(join(tmpdir(), 'quyhoach-hostile-'));
const path = (...parts) => join(own, ...parts);
// The programs and catalogues lie where anybody may read them, so that somebody without rights can use them too.
chmodSync(own, 0o755);
mkdirSync(path('bin'));
for (const program of ['quyhoach', 'quyhoach-reader']) copyFileSync(join(bin, program), path('bin', program));
cpSync(new URL('../../data/catalogue', import.meta.url).pathname, path('catalogue'), { recursive: true });
const secret = path('secret.txt');
writeFileSync(secret, 'not for the reader\n');

// A counter on the loopback: hostile files name its address. It counts in a thread of its own, for programs are waited for here.
const calls = new Int32Array(new SharedArrayBuffer(4));
const counter = new Worker(`
  const { workerData, parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => { Atomics.add(workerData, 0, 1); Atomics.notify(workerData, 0); socket.destroy(); });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`, { eval: true, workerData: calls });
const port = await new Promise((done) => { counter.once('message', done); });
const url = `http://127.0.0.1:${port}/crs`;

let failures = 0;
function row(name, holds, ...rest) {
  failures += holds ? 0 : 1;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${name.padEnd(46)} ${rest.join('  ')}`);
}

// --- the instruments see what they are there for -----------------------------------------------------------------------------------

const where = { own, secret, catalogue: path('catalogue') };
const openedBy = (words) => traced(path('trace'), words).processes.flatMap(({ opened }) => opened);
row('the trace sees a file that is opened', openedBy(['cat', secret]).some((file) => file.path === secret));
row('the trace sees a socket', traced(path('trace'), [process.execPath, '-e', `require('node:net').connect(${port}, '127.0.0.1').on('close', () => {})`])
  .processes.some(({ sockets }) => sockets.length > 0));
Atomics.wait(calls, 0, 0, 5_000);
row('the counter counts', Atomics.exchange(calls, 0, 0) === 1);

// --- a district and somebody who plans -----------------------------------------------------------------------------------------------

const quiet = (input, ...words) => {
  const done = spawnSync(path('bin', 'quyhoach'), words, { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`quyhoach ${words.join(' ')}: ${done.stderr}`);
};
const made = spawnSync(join(bin, 'hostile_set'), [path('set'), url, secret], { encoding: 'utf8' });
if (made.status !== 0) throw new Error(made.stdout + made.stderr);
const catalogue = ['--catalogue', path('catalogue')];
const [kFirst, kOwn] = ['mật khẩu ban đầu', 'mật khẩu của mình'];
quiet('', 'load', path('set', 'district'), '--register', path('register'), '--quiet', ...catalogue);
quiet(`${kFirst}\n`, 'user', 'add', 'lan', '--name', 'lan', '--role', 'planner', '--who', 'proof', '--state', path('state'), '--password-stdin');
quiet(`${kFirst}\n${kOwn}\n`, 'user', 'password', 'lan', '--state', path('state'));

const totals = { foreign: 0, refused: 0, sockets: 0, readers: 0, unconfined: 0 };
/** Runs `quyhoach WORDS` under strace. `before` is put before the program. */
function seen(before, ...words) {
  const run = traced(path('trace'), [...before, path('bin', 'quyhoach'), ...words, '--json'], `${kOwn}\n`);
  const readers = run.processes.filter(({ isReader }) => isReader);
  const foreign = run.processes.flatMap((process) => process.opened.filter((file) => isForeign(file, process, where)));
  const sockets = run.processes.flatMap((process) => process.sockets);
  totals.readers += readers.length;
  totals.unconfined += readers.filter(({ isConfined }) => !isConfined).length;
  totals.refused += readers.reduce((sum, { refused }) => sum + refused.length, 0);
  totals.foreign += foreign.length;
  totals.sockets += sockets.length;
  return { ...run, readers, foreign, sockets };
}

/** Imports and checks one, or loads a whole district. \return the codes that were told, and what else was seen */
function tried(before, places, from, kind) {
  const into = ['--register', join(places, 'register')];
  const asLan = [...into, '--state', join(places, 'state'), '--as', 'lan'];
  const first = kind === 'load' ? seen(before, 'load', from, ...into, ...catalogue) : seen(before, 'import', from, '--kind', kind, ...asLan);
  const id = kind !== 'load' && first.status === 0 ? JSON.parse(first.stdout).id : '';
  const runs = id === '' ? [first] : [first, seen(before, 'check', id, ...asLan, ...catalogue)];
  return {
    codes: [...new Set(runs.flatMap((run) => told(run)))],
    ms: Math.max(...runs.map(({ ms }) => ms)),
    foreign: runs.flatMap(({ foreign }) => foreign),
    sockets: runs.flatMap(({ sockets }) => sockets),
    readers: runs.flatMap(({ readers }) => readers),
    id,
    status: runs.at(-1).status,
  };
}

function judge(name, expected, all) {
  const called = Atomics.exchange(calls, 0, 0);
  const found = expected.find((code) => all.codes.includes(code));
  const holds = (expected.length === 0 ? all.status === 0 : found !== undefined) && all.foreign.length === 0 && all.sockets.length === 0 && called === 0 &&
    all.ms <= kBombEnds_ms && all.readers.every(({ isConfined }) => isConfined);
  row(name, holds, (found ?? (expected.length === 0 ? 'good' : `none of ${expected.join(', ')}: ${all.codes.join(', ')}`)).padEnd(18),
    `${(all.ms / 1000).toFixed(1)} s`, `${all.foreign.length} foreign files`, `${all.sockets.length + called} requests`,
    all.foreign.map((file) => file.path).join(' '), all.sockets.join(' '));
}

// --- all of them -----------------------------------------------------------------------------------------------------------------------

const cases = readFileSync(path('set', 'cases.tsv'), 'utf8').split('\n').slice(0, -1).map((line) => line.split('\t'))
  .map(([name, file, kind, codes]) => ({ name, file: path('set', file), kind, codes: codes.split(' ').filter(Boolean) }));
const good = { name: 'the good plan', file: path('set', 'district', 'plans', 'zones'), kind: 'plan', codes: [] };
for (const { name, file, kind, codes } of [good, ...cases]) {
  if (name.includes(only)) judge(name, codes, tried([], own, file, kind));
}

// Root is not needed: the same as somebody who has no rights at all.
if (process.getuid() === 0 && can('setpriv', `--reuid=${kNobody}`, `--regid=${kNobody}`, '--clear-groups', 'true')) {
  const theirs = path('theirs');
  mkdirSync(theirs);
  for (const folder of ['register', 'state']) cpSync(path(folder), join(theirs, folder), { recursive: true });
  spawnSync('chown', ['-R', `${kNobody}:${kNobody}`, theirs]);
  spawnSync('chmod', ['-R', 'a+rX', path('set')]);
  const nobody = ['setpriv', `--reuid=${kNobody}`, `--regid=${kNobody}`, '--clear-groups'];
  for (const { name, file, kind, codes } of [good, ...cases.filter(({ codes: all }) => ['CRS_NOT_ALLOWED', 'LIMIT_UNPACKED'].includes(all[0]))]) {
    if (name.includes(only)) judge(`without root: ${name}`, codes, tried(nobody, theirs, file, kind));
  }
}

// A byte of a published object that is not as it was.
const { id } = tried([], own, good.file, good.kind);
const objects = path('register', 'objects');
const current = readFileSync(path('register', 'current'), 'utf8').trim();
const damaged = JSON.parse(readFileSync(path('register', 'editions', `${current}.json`), 'utf8')).objects.find(({ kind }) => kind === 'plan').file;
const bytes = readFileSync(join(objects, damaged));
bytes[bytes.length - 100] ^= 1;
chmodSync(join(objects, damaged), 0o644);
writeFileSync(join(objects, damaged), bytes);
const verified = spawnSync(path('bin', 'quyhoach'), ['verify-register', '--register', path('register'), '--json'], { encoding: 'utf8' });
row('a changed byte of an object is found', verified.status === 1 && verified.stdout.includes(damaged), `${verified.status} ${verified.stdout.trim().slice(0, 120)}`);
const impact = seen([], 'impact', id, '--register', path('register'), '--state', path('state'));
row('and is not answered from', impact.status !== 0 && told(impact).includes('HASH_MISMATCH'), told(impact).join(' '), impact.foreign.map((file) => file.path).join(' '));

counter.terminate();
rmSync(own, { recursive: true, force: true });
console.log(`${failures === 0 ? 'ok  ' : 'FAIL'} hostile files: ${cases.length} kinds, ${totals.readers} reader processes (${totals.unconfined} not confined), ` +
  `${totals.foreign} foreign files opened, ${totals.refused} refused by the kernel, ${totals.sockets} sockets`);
process.exitCode = failures === 0 ? 0 : 1;
