// swap.mjs WORKDIR: editions change under eight busy connections. Works on a copy of WORKDIR/register with a server of its own.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, check, finish, load, query, startServer } from './harness.mjs';

const kConnections = 8;
const kThink_ms = 10; // Between two requests of a connection: the loader needs processors, too.
const kServedWithin_ms = 5_000; // Of publishing: what the service promises.
const work = resolve(process.argv[2]);
const own = mkdtempSync(join(tmpdir(), 'quyhoach-swap-'));
const register = join(own, 'register');
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

function planFile(district, id) {
  for (const name of readdirSync(join(district, 'plans'))) {
    const path = join(district, 'plans', name, 'plan.toml');
    const text = readFileSync(path, 'utf8');
    if (text.match(/^id\s*=\s*"([^"]+)"/m)?.[1] === id) return { path, text };
  }
  throw new Error(`no plan.toml with id ${id}`);
}

function tileAt(lon, lat, z) {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return { z, x: Math.floor(((lon + 180) / 360) * 2 ** z), y: Math.floor(y * 2 ** z) };
}
function boundsOf({ z, x, y }) {
  const lat = (row) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [(x / 2 ** z) * 360 - 180, lat(y + 1), ((x + 1) / 2 ** z) * 360 - 180, lat(y)];
}

// A tile shows a little beyond its edge, and a plan's box in degrees is that of two corners of its box in the grid.
const kMargin = 0.05;
function isApart(a, b) {
  const [dx, dy] = [(a[2] - a[0]) * kMargin + 0.0005, (a[3] - a[1]) * kMargin + 0.0005];
  return a[2] + dx < b[0] || b[2] < a[0] - dx || a[3] + dy < b[1] || b[3] < a[1] - dy;
}

/** In force, small, and met by a point that the answer confirms. */
async function findPlans(client) {
  const { plans } = (await client.ask('GET', '/api/v1/plans')).json;
  const size = ({ bbox: [w, s, e, n] }) => (e - w) * (n - s);
  const small = plans.filter(({ status }) => status === 'in_force').sort((a, b) => size(a) - size(b));
  const found = [];
  for (const plan of small) {
    const [w, s, e, n] = plan.bbox;
    for (let i = 1; i < 64 && !found.some((one) => one.plan === plan); i += 1) {
      const place = { lon: (w + ((e - w) * ((i * 29) % 64)) / 64).toFixed(6), lat: (s + ((n - s) * i) / 64).toFixed(6) };
      const answer = await client.ask('GET', `/api/v1/planning?${query(place)}`);
      if (restrictionsOf(answer.json).some(({ id }) => id === plan.id)) found.push({ plan, place });
    }
    if (found.length === 2) return found;
  }
  throw new Error('no two small plans in force found');
}
const restrictionsOf = (answer) => [...(answer?.topics ?? []).flatMap(({ restrictions }) => restrictions ?? []), ...(answer?.changes ?? [])].map(({ plan }) => plan);

async function tilesOf(client, district, boxes) {
  const [west, south, east, north] = district.bbox;
  const tiles = new Map();
  for (const tileset of ['base', 'cadastre', 'planning']) {
    for (const z of [10, 12, 14]) {
      const first = tileAt(west, north, z);
      const last = tileAt(east, south, z);
      for (let y = first.y; y <= last.y; y += 1) {
        for (let x = first.x; x <= last.x; x += 1) {
          const { status, headers, bytes } = await client.ask('GET', `/tiles/${tileset}/${z}/${x}/${y}.mvt`);
          const apart = tileset !== 'planning' || boxes.every((box) => isApart(boundsOf({ z, x, y }), box));
          tiles.set(`${tileset}/${z}/${x}/${y}`, { status, etag: headers.etag, bytes, apart });
        }
      }
    }
  }
  return tiles;
}

function compareTiles(name, before, after) {
  const count = { apart: 0, moved: [], changed: 0, stale: [] };
  for (const [path, old] of before) {
    const now = after.get(path);
    if (old.apart) {
      count.apart += 1;
      if (old.etag !== now.etag || !old.bytes.equals(now.bytes)) count.moved.push(path);
    }
    if (!old.bytes.equals(now.bytes)) {
      count.changed += 1;
      if (old.etag === now.etag) count.stale.push(path);
    }
  }
  check(`${name}: ${count.apart} tiles apart from the plans keep bytes and ETag`, count.apart > 0 && count.moved.length === 0, count.moved.slice(0, 5).join());
  check(`${name}: ${count.changed} tiles changed, each with another ETag`, count.changed > 0 && count.stale.length === 0, count.stale.slice(0, 5).join());
}

/** Eight connections that ask until told to stop; everything that is not as it must be ends up in `wrong`. */
function traffic(url, { plan, place }, rules) {
  const state = { stop: false, asked: 0, wrong: [], editions: new Set() };
  const blame = (text) => { if (state.wrong.length < 20) state.wrong.push(text); };
  const tile = tileAt(Number(place.lon), Number(place.lat), 14);
  const paths = [
    `/api/v1/planning?${query(place)}`, `/tiles/planning/${tile.z}/${tile.x}/${tile.y}.mvt`, '/api/v1/plans', `/api/v1/search?${query({ q: plan.title })}`,
    `/api/v1/planning?${query({ ...place, edition: rules.first })}`, `/tiles/cadastre/${tile.z}/${tile.x}/${tile.y}.mvt`, '/api/v1/district',
  ];
  const loop = async (number) => {
    const client = new Client(url);
    for (let i = number; !state.stop; i += 1) {
      const path = paths[i % paths.length];
      try {
        const { status, json } = await client.ask('GET', path);
        state.asked += 1;
        if (status !== 200) blame(`${status} ${path}`);
        const edition = json?.edition;
        if (edition) state.editions.add(edition);
        if (path.includes('edition=') && edition !== rules.first) blame(`${path} answered from ${edition}`);
        const named = path.startsWith('/api/v1/planning') ? restrictionsOf(json) : json?.plans ?? [];
        const title = named.find(({ id }) => id === plan.id)?.title;
        if (edition && path.startsWith('/api/v1/pl') && title !== rules.titleOf(edition)) blame(`${path}: edition ${edition} says ${title}`);
        const hit = json?.hits?.find((one) => one.plan === plan.id);
        if (json?.hits && !rules.titles.includes(hit?.label)) blame(`${path}: the search says ${hit?.label}`);
      } catch (error) {
        if (!state.stop) blame(`${path}: ${error.message}`);
      }
      await wait(kThink_ms);
    }
    client.close();
  };
  const loops = Array.from({ length: kConnections }, (_, number) => loop(number));
  return { state, end: async () => { state.stop = true; await Promise.all(loops); } };
}

async function servedAfter(client, published, wanted) {
  for (;;) {
    const { edition } = (await client.ask('GET', '/api/v1/district')).json;
    if (wanted(edition)) return { edition, after_ms: Date.now() - published };
    if (Date.now() - published > 4 * kServedWithin_ms) return { edition, after_ms: Infinity };
    await wait(50);
  }
}

async function story(url) {
  const client = new Client(url);
  const district = (await client.ask('GET', '/api/v1/district')).json;
  const first = district.edition;
  const [one, other] = await findPlans(client);
  const newTitle = `${one.plan.title} – lần 2`;
  const changed = join(own, 'district');
  cpSync(join(work, 'district'), changed, { recursive: true });
  const titled = planFile(changed, one.plan.id);
  writeFileSync(titled.path, titled.text.replace(/^title\s*=.*$/m, () => `title = ${JSON.stringify(newTitle)}`));
  const suspended = planFile(changed, other.plan.id);
  writeFileSync(suspended.path, suspended.text.replace(/^status\s*=.*$/m, 'status = "suspended"'));

  const oldTitles = new Set([first]);
  const rules = { first, titles: [one.plan.title, newTitle], titleOf: (edition) => (oldTitles.has(edition) ? one.plan.title : newTitle) };
  const boxes = [one.plan.bbox, other.plan.bbox];
  const before = await tilesOf(client, district, boxes);
  const asked = `/api/v1/planning?${query({ ...one.place, as_of: '2026-01-01' })}`;
  const oldAnswer = await client.ask('GET', asked);
  const users = traffic(url, one, rules);

  const second = await servedAfter(client, await load(changed, register), (edition) => edition !== first);
  check(`the new edition is served within 5 s (${second.after_ms} ms)`, second.edition !== first && second.after_ms < kServedWithin_ms);
  compareTiles('new edition', before, await tilesOf(client, district, boxes));
  const pinned = await client.ask('GET', `${asked}&edition=${first}`);
  check('the old edition still answers, with the digest it had', pinned.status === 200 && pinned.json.digest === oldAnswer.json.digest, `${pinned.status} ${pinned.json?.digest}`);
  const now = await client.ask('GET', asked);
  check('the new edition has the new title', restrictionsOf(now.json).find(({ id }) => id === one.plan.id)?.title === newTitle);
  check('its answer has another ETag and digest', now.headers.etag !== oldAnswer.headers.etag && now.json.digest !== oldAnswer.json.digest);

  // Put back: the title of the edition to come is known before anybody can see its id.
  rules.titleOf = (edition) => (edition === second.edition ? newTitle : one.plan.title);
  const third = await servedAfter(client, await load(join(work, 'district'), register), (edition) => edition !== second.edition);
  check(`the original is served again within 5 s (${third.after_ms} ms)`, third.edition !== second.edition && third.after_ms < kServedWithin_ms);
  const after = await tilesOf(client, district, boxes);
  const unlike = [...before].filter(([path, old]) => after.get(path).etag !== old.etag || !after.get(path).bytes.equals(old.bytes)).map(([path]) => path);
  check(`all ${before.size} tiles are as they were`, unlike.length === 0, unlike.slice(0, 5).join());
  await users.end();
  const { state } = users;
  check(`${state.asked} requests over ${kConnections} connections, none failed, none mixed two editions`, state.wrong.length === 0 && state.asked > 0, state.wrong.join('; '));
  check('the traffic met every edition', [first, second.edition, third.edition].every((edition) => state.editions.has(edition)), [...state.editions].join());
  const { editions } = (await client.ask('GET', '/api/v1/editions')).json;
  check('the list of editions has all of them', [first, second.edition, third.edition].every((id) => editions.some((edition) => edition.id === id)));
  client.close();
}

let running;
try {
  cpSync(join(work, 'register'), register, { recursive: true });
  running = await startServer(register, '--rate', '0');
  await story(running.url);
} catch (error) {
  check('the story of the editions was told to its end', false, `${error.stack}\n${running?.log() ?? ''}`);
} finally {
  await running?.stop();
  rmSync(own, { recursive: true, force: true });
}
finish('change of edition');
