// What strace saw of a program and of all that it started.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const kCalls = 'execve,chdir,open,openat,openat2,creat,socket,connect,landlock_restrict_self,seccomp';
/** What a program needs before it does anything: its libraries, PROJ's and GDAL's own data, the machine's zone and language. */
const kSystem = ['/lib/', '/usr/lib/', '/usr/local/lib/', '/usr/share/proj/', '/usr/share/gdal/', '/usr/share/zoneinfo/', '/usr/share/locale/', '/proc/self/', '/proc/sys/vm/overcommit_memory',
  '/sys/devices/system/', '/sys/fs/cgroup/', '/dev/null', '/dev/urandom', '/dev/tty', '/etc/ld.so.', '/etc/localtime', '/etc/gai.conf', '/etc/ssl/openssl.cnf',
  '/usr/lib/ssl/openssl.cnf'];
/** What a confined reader may open beside its own folder (tools/reader/main.cc). */
const kReaders = ['/usr/share/proj', '/usr/share/gdal'];

/** One process: what it opened, what it was refused, and sockets of any family but those of this machine's own processes. */
function processOf(text) {
  const out = { isReader: false, isConfined: false, folder: '/', opened: [], refused: [], sockets: [] };
  let isFiltered = false;
  let isShut = false;
  for (const line of text.split('\n')) {
    const call = /^(\w+)\((.*)\)\s+= (-?\d+|\?)(.*)$/.exec(line);
    if (!call) continue;
    const [, name, words, result, rest] = call;
    const file = /"((?:[^"\\]|\\.)*)"/.exec(words)?.[1];
    const worked = Number(result) >= 0;
    if (name === 'execve' && worked) {
      Object.assign(out, { isReader: file.endsWith('/quyhoach-reader'), opened: [], refused: [], isConfined: false });
      isShut = false;
      isFiltered = false;
    } else if (name === 'chdir' && worked) {
      out.folder = resolve(out.folder, file);
    } else if (name === 'landlock_restrict_self') {
      isShut = worked;
    } else if (name === 'seccomp') {
      isFiltered ||= worked && words.includes('SECCOMP_SET_MODE_FILTER');
    } else if (name === 'socket' || name === 'connect') {
      if (!words.includes('AF_UNIX')) out.sockets.push(`${name}(${words.slice(0, 60)})${rest}`);
    } else if (file !== undefined) {
      const seen = { path: resolve(out.folder, file), afterwards: isShut && isFiltered };
      if (worked) out.opened.push(seen);
      else if (/EACCES|EPERM/.test(rest)) out.refused.push(seen);
    }
    out.isConfined = isShut && isFiltered;
  }
  return out;
}

/** Runs words under strace; the traces are kept in `folder` until the next run. */
export function traced(folder, words, input = '') {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const begin = performance.now();
  const done = spawnSync('strace', ['-ff', '-qq', '-s', '4096', '-e', `trace=${kCalls}`, '-e', 'signal=none', '-o', join(folder, 'p'), ...words],
    { input, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr, ms: performance.now() - begin,
    processes: readdirSync(folder).map((name) => processOf(readFileSync(join(folder, name), 'utf8'))) };
}

const below = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** Whether a file is none of the process's business. `where.own` holds all that the program was told to use; the secret never is. */
export function isForeign(file, process, where) {
  if (file.path === where.secret) return true;
  if (process.isReader && file.afterwards) return !below(file.path, process.folder) && !kReaders.some((folder) => below(file.path, folder));
  if (process.isReader && below(file.path, process.folder)) return file.path !== process.folder;  // Nothing of a stranger before it is confined.
  return !below(file.path, where.own) && !kSystem.some((beginning) => file.path.startsWith(beginning)) && !kReaders.includes(file.path);
}

/** Codes a run of `quyhoach … --json` told: of a report, or of an error. */
export function told({ stdout }) {
  const json = stdout.trim().startsWith('{') ? JSON.parse(stdout) : {};
  return [...Object.keys(json.counts ?? {}), ...(json.error ? [json.error.code] : [])];
}
