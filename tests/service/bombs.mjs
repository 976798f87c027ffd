// bombs.mjs WORKDIR [SECONDS]: hostile folders are looked at and checked at the planner's desk while the public asks. Its p99 stays
// within twice what it is without them, and every bomb ends within 15 s. Works on a copy of WORKDIR/register with a server of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import zlib from 'node:zlib';
import { Worker } from 'node:worker_threads';
import { Client, check, finish, kBin, query, startServer } from './harness.mjs';

const kFactor = 2; // Of the idle p99.
const kBombEnds_ms = 15_000;
const kConnections = 4;
const kThink_ms = 5;
const kSeconds = Number(process.argv[3] ?? 12); // Of each measurement; idle and busy ones take turns.
const kRounds = 3;
const kStacked = 250_000; // Each with each: thirty thousand million overlaps.
const kFloor_ms = 2; // Below this the clock and the asker's own processor time decide, not the service.

const work = resolve(process.argv[2]);
const own = mkdtempSync(join(tmpdir(), 'quyhoach-bombs-'));
const register = join(own, 'register');
const state = join(own, 'state');
cpSync(join(work, 'register'), register, { recursive: true });
const [kFirst, kSecond] = ['mật khẩu thứ nhất', 'mật khẩu thứ hai'];
const added = spawnSync(join(kBin, 'quyhoach'), ['user', 'add', 'planner', '--name', 'planner', '--role', 'planner', '--state', state, '--password-stdin'],
  { input: `${kFirst}\n`, encoding: 'utf8' });
check('quyhoach user add planner', added.status === 0, added.stderr);
const server = await startServer(register, '--state', state);
const desk = new Client(server.url);

async function signIn() {
  const browserOf = ({ headers, json }) => ({ Cookie: headers['set-cookie'][0].split(';')[0], 'X-CSRF-Token': json.csrf });
  const json = (headers, body) => ({ headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const first = browserOf(await desk.ask('POST', '/api/v1/session', json({}, { login: 'planner', password: kFirst })));
  return browserOf(await desk.ask('POST', '/api/v1/session/password', json(first, { old: kFirst, new: kSecond })));
}
const who = await signIn();

// --- what others send ----------------------------------------------------------------------------------------------------

/** 2 GiB of zeros in 2 MB: one packed MiB again and again, each ending on a byte. */
function zipBomb() {
  const mib = 1 << 20;
  const piece = zlib.deflateRawSync(Buffer.alloc(mib), { level: 9, finishFlush: zlib.constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([...Array(2047).fill(piece), zlib.deflateRawSync(Buffer.alloc(0))]);
  const name = Buffer.from('zones.shp');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(2047 * mib, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const dxf = (blocks, entities) => `0\nSECTION\n2\nBLOCKS\n${blocks}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${entities}0\nENDSEC\n0\nEOF\n`;
const block = (name, body) => `0\nBLOCK\n8\n0\n2\n${name}\n70\n0\n10\n0\n20\n0\n${body}0\nENDBLK\n`;
const insert = (name, rows = 1) => `0\nINSERT\n8\n0\n2\n${name}\n10\n585000\n20\n1212000\n70\n${rows}\n71\n${rows}\n44\n1\n45\n1\n`;
const line = '0\nLINE\n8\n0\n10\n0\n20\n0\n11\n10\n21\n10\n';
/** Blocks of blocks: ten of each in the next, twelve deep. */
const nested = () => dxf(Array.from({ length: 12 }, (_, i) => block(`B${i}`, i === 0 ? line : insert(`B${i - 1}`).repeat(10))).join(''), insert('B11'));
const ring = (n) => Array.from({ length: n }, (_, i) => [106.5 + 0.01 * Math.cos((2 * Math.PI * i) / n), 11 + 0.01 * Math.sin((2 * Math.PI * i) / n)]);
function hugeFeature() {
  const points = ring(900_000).map(([x, y]) => `[${x.toFixed(9)},${y.toFixed(9)}]`);
  return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[${points.join(',')},${points[0]}]]}}]}`;
}
function manyFeatures() {
  const one = (i) => `{"type":"Feature","properties":{"code":"${i}"},"geometry":{"type":"Polygon","coordinates":[[[106.5,11],[106.501,11],[106.501,11.001],[106.5,11]]]}}`;
  return `{"type":"FeatureCollection","features":[${Array.from({ length: kStacked }, (_, i) => one(i)).join(',')}]}`;
}
const bombs = [
  { name: 'a zip of 2 MB that unpacks to 2 GiB', file: 'zones.zip', bytes: zipBomb() },
  { name: 'a DXF whose block is set 30,000 times 30,000 times', file: 'zones.dxf', bytes: dxf(block('B', line), insert('B', 30_000)) },
  { name: 'a DXF of blocks in blocks', file: 'zones.dxf', bytes: nested() },
  { name: 'a polygon of 900,000 corners', file: 'zones.geojson', bytes: hugeFeature() },
  { name: `${kStacked} zones over each other`, file: 'zones.geojson', bytes: manyFeatures() },
];
const planToml = (file) => `id = "bom"
topic = "zoning_plan"
title = "Bom"
status = "in_force"
scale = 2000
crs = "EPSG:9210"
[decision]
number = "1"
date = 2020-01-01
authority = "x"
[in_force]
from = 2020-02-01
[[layer]]
role = "zones"
crs = "${file.endsWith('.dxf') ? 'EPSG:9210' : 'EPSG:4326'}"
file = "${file.replace('zones.zip', 'zones/zones.shp')}"
${file.endsWith('.dxf') ? 'drawing = true\nboundary_layers = ["0"]\n' : '[layer.fields]\ncode = "code"\n'}`;

const post = (path, json, body) => desk.ask('POST', path, { headers: { ...who, ...(json ? { 'Content-Type': 'application/json' } : {}) }, body: json ? JSON.stringify(json) : body });
const worst = new Map();

/** A bomb as a planner would send it, looked at, imported and checked. \return how long the longest of these took, in ms */
async function setOff({ name, file, bytes }) {
  const { upload } = (await post('/api/v1/uploads')).json;
  const timed = async (what) => {
    const begin = performance.now();
    const answer = await what();
    worst.set(name, Math.max(worst.get(name) ?? 0, performance.now() - begin));
    return answer;
  };
  await post(`/api/v1/uploads/${upload}/files?${query({ path: file })}`, undefined, bytes);
  const seen = [(await timed(() => post(`/api/v1/uploads/${upload}/proposal`))).status];
  await post(`/api/v1/uploads/${upload}/files?${query({ path: 'plan.toml' })}`, undefined, planToml(file));
  const draft = await timed(() => post('/api/v1/drafts', { upload }));
  seen.push(draft.status);
  if (draft.status === 201) {
    const found = await timed(() => post(`/api/v1/drafts/${draft.json.id}/check`, { accept: [] }));
    seen.push(found.status, found.json?.refusing?.join('+') ?? found.json?.code);
    await post(`/api/v1/drafts/${draft.json.id}/steps`, { to: 'withdrawn', reason: 'bom' });
  } else {
    await desk.ask('DELETE', `/api/v1/uploads/${upload}`, { headers: who });
    seen.push(draft.json?.code);
  }
  return seen.join(' ');
}

// --- the public ------------------------------------------------------------------------------------------------------------

const { plans } = (await desk.ask('GET', '/api/v1/plans')).json;
const places = plans.flatMap(({ bbox: [w, s, e, n] }) => [0.3, 0.5, 0.7].map((share) => ({ lon: (w + (e - w) * share).toFixed(6), lat: (s + (n - s) * share).toFixed(6) })));
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Asks until told to stop, from a thread of its own: sending bombs from here must not slow the asker. \return stop(): latencies in ms */
function listen() {
  const worker = new Worker(new URL('./asker.mjs', import.meta.url), { workerData: { url: server.url, places, connections: kConnections, think_ms: kThink_ms } });
  const times = new Promise((done, fail) => { worker.once('message', done).once('error', fail); });
  return () => { worker.postMessage('stop'); return times; };
}
const p = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const say = (what, times) => `${what}: ${times.length} answers, p50 ${p(times, 0.5).toFixed(2)} ms, p99 ${p(times, 0.99).toFixed(2)} ms, largest ${times.at(-1).toFixed(1)} ms`;

async function listenFor(seconds) {
  const stop = listen();
  await wait(seconds * 1_000);
  return stop();
}
const idle = [];
const busy = [];
await listenFor(2);
for (let round = 0; round < kRounds; round += 1) {
  idle.push(...await listenFor(kSeconds));
  const stop = listen();
  for (const bomb of bombs) {
    const seen = await setOff(bomb);
    if (round === 0) console.log(`     ${bomb.name}: ${seen}`);
  }
  busy.push(...await stop());
}
idle.sort((a, b) => a - b);
busy.sort((a, b) => a - b);
console.log(`     ${say('idle', idle)}\n     ${say('while bombs go off', busy)}`);
for (const [name, ms] of worst) {
  console.log(`     ${name}: ${Math.round(ms)} ms at most`);
  check(`${name} ends within ${kBombEnds_ms / 1000} s`, ms <= kBombEnds_ms, `${Math.round(ms)} ms`);
}
const [quiet, loud] = [p(idle, 0.99), p(busy, 0.99)];
check(`p99 of the public's answers stays within ${kFactor} times idle`, loud <= Math.max(kFactor * quiet, kFloor_ms), `${quiet.toFixed(2)} ms idle, ${loud.toFixed(2)} ms with bombs`);

desk.close();
await server.stop();
rmSync(own, { recursive: true });
finish('bombs');
