// Requests as they are, without what fetch adds or hides, and checks that print one line each.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

// The page's dependencies serve the tests too.
export const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));

let failures = 0;
let passes = 0;

export function check(name, holds, detail = '') {
  holds ? (passes += 1) : (failures += 1);
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}${!holds && detail ? `: ${detail}` : ''}`);
  return Boolean(holds);
}

export function finish(name) {
  console.log(`${failures === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passes} checks hold, ${failures} do not`);
  process.exitCode = failures === 0 ? 0 : 1;
}

export class Client {
  constructor(url, connections = 1) {
    this.url = new URL(url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }
  close() { this.agent.destroy(); }

  /** `body` is text or bytes; `length` announces a body that is never sent. */
  ask(method, path, { headers = {}, body, length } = {}) {
    return new Promise((resolve, reject) => {
      const sent = { ...headers };
      if (body !== undefined) sent['Content-Length'] = Buffer.byteLength(body);
      if (length !== undefined) sent['Content-Length'] = length;
      const request = http.request({ host: this.url.hostname, port: this.url.port, method, path, headers: sent,
        agent: length === undefined ? this.agent : false }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          const text = bytes.toString('utf8');
          let json;
          try { json = JSON.parse(text); } catch { json = undefined; }
          resolve({ status: response.statusCode, headers: response.headers, bytes, text, json });
          if (length !== undefined) request.destroy();
        });
      });
      request.on('error', reject);
      request.setTimeout(30_000, () => request.destroy(new Error(`no answer to ${method} ${path} in 30 s`)));
      if (length !== undefined) request.flushHeaders();
      else request.end(body);
    });
  }
}

export const query = (members) => new URLSearchParams(members).toString();

/** Folder of the programs. */
export const kBin = resolve(process.env.QUYHOACH_BIN ?? new URL('../../build/release/bin', import.meta.url).pathname);

/** A server of its own over a register, on a free port; `flags` are its other options. */
export function startServer(register, ...flags) {
  const server = spawn(join(kBin, 'quyhoach-server'), ['--register', register, '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text) => { log += text; });
  const ended = new Promise((done) => { server.once('exit', done); });
  const stop = () => { server.kill('SIGTERM'); return ended; };
  return new Promise((done, fail) => {
    server.stdout.once('data', (text) => done({ url: String(text).trim(), log: () => log, stop }));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${log}`)));
  });
}

/** Publishes a district folder. \return when the loader had ended. */
export function load(folder, register) {
  return new Promise((done, fail) => {
    const loader = spawn(join(kBin, 'quyhoach'), ['load', folder, '--register', register, '--quiet'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [loader.stdout, loader.stderr]) stream.on('data', (text) => { said = (said + text).slice(-2_000); });
    loader.once('exit', (code) => (code === 0 ? done(Date.now()) : fail(new Error(`quyhoach load ended with ${code}: ${said}`))));
  });
}
