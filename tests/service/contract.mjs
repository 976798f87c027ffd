// contract.mjs URL: the running server against server/api/openapi.yaml and 7-refusals.
import { createHash } from 'node:crypto';
import zlib from 'node:zlib';
import { Client, check, finish, query } from './harness.mjs';
import { contract, contractText, departures, isDate, needsState } from './openapi.mjs';

const url = process.argv[2];
const client = new Client(url);
const seen = new Map(); // "GET /route" → statuses met
const short = (path) => (path.length > 110 ? `${path.slice(0, 107)}...` : path);

/** One request of a documented route. `code` is the problem's. */
async function expect(route, method, path, status, { code, name, ...options } = {}) {
  const answer = await client.ask(method, path, options);
  const key = `${method} ${route}`;
  if (!seen.has(key)) seen.set(key, new Set());
  seen.get(key).add(answer.status);
  const wrong = [
    departures(route, method, answer),
    answer.status === status ? '' : `status ${answer.status}, expected ${status} (${answer.text.slice(0, 160)})`,
    code && answer.json?.code !== code ? `code ${answer.json?.code}, expected ${code}` : '',
    answer.status >= 400 && answer.json?.status !== answer.status ? 'the problem states another status' : '',
  ].filter(Boolean).join('; ');
  check(`${status}${code ? ` ${code}` : ''} ${method} ${short(path)}${name ? ` (${name})` : ''}`, wrong === '', wrong);
  return answer;
}

// Members of a response's head that say something of the moment and not of the resource.
const kOfTheMoment = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** A good GET, the same as HEAD, again with its ETag, and once with a parameter nobody knows. */
async function good(route, path, { status = 200, isPage = false, ...options } = {}) {
  const answer = await expect(route, 'GET', path, status, options);
  const head = await client.ask('HEAD', path, options);
  const lengths = route === '/metrics' || head.headers['content-length'] === answer.headers['content-length'];
  const differing = Object.keys(answer.headers).filter((name) => !kOfTheMoment.has(name) && head.headers[name] !== answer.headers[name]);
  check(`HEAD ${short(path)} like GET`, head.status === answer.status && head.bytes.length === 0 && lengths && differing.length === 0,
    `status ${head.status}, ${head.bytes.length} bytes, differing ${differing}`);
  if (answer.headers.etag && status === 200) {
    const again = await client.ask('GET', path, { headers: { ...options.headers, 'If-None-Match': `"x", ${answer.headers.etag}` } });
    check(`304 GET ${short(path)}`, again.status === 304 && again.bytes.length === 0 && again.headers.etag === answer.headers.etag,
      `status ${again.status}, etag ${again.headers.etag}`);
    const other = await client.ask('GET', path, { headers: { ...options.headers, 'If-None-Match': '"another"' } });
    check(`GET ${short(path)} with another ETag is whole`, other.status === status && other.bytes.length > 0, `status ${other.status}`);
  }
  if (!isPage) {
    const mark = path.includes('?') ? '&' : '?';
    const unknown = await client.ask('GET', `${path}${mark}zzz=1`);
    check(`400 GET ${short(path)}${mark}zzz=1`, unknown.status === 400 && unknown.json?.code === 'PARAMETER_UNKNOWN',
      `status ${unknown.status} ${unknown.json?.code}`);
  }
  return answer;
}

// --- what the register holds ------------------------------------------------------------------------------------------

const kParcels = 12;

async function read(path) {
  const answer = await client.ask('GET', path);
  if (answer.status !== 200 && answer.status !== 300) throw new Error(`${answer.status} ${path}: ${answer.text}`);
  return answer.json;
}
const district = await read('/api/v1/district');
const [west, south, east, north] = district.bbox;
const { parts: keyParts } = district.parcel_key;
const keyOf = (reference) => Object.fromEntries(reference.split('/').map((value, index) => [keyParts[index], value]));

/** Some parcels with a key of their own, and two that share one: those the search names twice. */
async function findParcels() {
  const found = new Map();
  for (const { name } of district.communes) {
    for (let sheet = 1; sheet <= 20; sheet += 1) {
      for (const number of [1, 2, 3, 4]) {
        const { hits } = await read(`/api/v1/search?${query({ q: `tờ ${sheet} thửa ${number} ${name}`, limit: 50 })}`);
        const parcels = hits.filter(({ kind }) => kind === 'parcel');
        const twice = parcels.find((hit) => parcels.filter((other) => other.reference === hit.reference).length > 1);
        for (const hit of parcels) if (found.size < kParcels && hit.reference !== twice?.reference) found.set(hit.reference, hit);
        if (twice && found.size === kParcels) return { found: [...found.values()], shared: twice };
      }
    }
  }
  return { found: [...found.values()], shared: undefined };
}
const { found, shared } = await findParcels();
const parcel = found[0];
const reference = parcel.reference;
const plans = (await read('/api/v1/plans')).plans;
const { current } = await read('/api/v1/editions');
const document = plans.flatMap(({ documents }) => documents)[0];
const kUnknownEdition = '20000101T000000Z-000000000000';

// --- the small routes -------------------------------------------------------------------------------------------------

await good('/healthz', '/healthz');
await good('/readyz', '/readyz');
await good('/metrics', '/metrics');
const text = await good('/api/v1/openapi.yaml', '/api/v1/openapi.yaml');
check('the server hands out this very contract', text.text === contractText);
await good('/api/v1/district', '/api/v1/district');

// Would the validator notice? Each required member removed, each scalar given another type.
{
  const answer = await client.ask('GET', '/api/v1/district');
  const missed = contract.components.schemas.District.required.filter((name) => {
    const { [name]: removed, ...rest } = answer.json;
    return departures('/api/v1/district', 'GET', { ...answer, json: rest }) === '' || removed === undefined;
  });
  const untyped = ['id', 'demo', 'bbox', 'topics', 'counts', 'edition_created_at'].filter((name) =>
    departures('/api/v1/district', 'GET', { ...answer, json: { ...answer.json, [name]: 1 } }) === '');
  const unnamed = departures('/api/v1/district', 'GET', { ...answer, json: { ...answer.json, unheard_of: 1 } });
  check('this test notices a missing member, a wrong type and an undocumented member', missed.length + untyped.length === 0 && /unheard_of/.test(unnamed),
    `${missed} ${untyped} ${unnamed}`);
}

// --- search -----------------------------------------------------------------------------------------------------------

{
  const route = '/api/v1/search';
  const hits = await good(route, `${route}?${query({ q: reference })}`);
  check('search finds the parcel by its reference', hits.json.hits[0]?.reference === reference);
  const bare = await good(route, `${route}?${query({ q: 'to 1 thua 1', limit: 1, lang: 'en' })}`);
  check('limit=1 gives at most one hit', bare.json.hits.length <= 1);
  await good(route, `${route}?${query({ q: reference, edition: current })}`);
  const [position] = bare.json.hits.length > 0 ? bare.json.hits : [parcel];
  const asWritten = (degrees) => degrees.toFixed(6).replace('.', ',');
  const typed = await good(route, `${route}?${query({ q: `${asWritten(position.lat)}; ${asWritten(position.lon)}` })}`);
  check('a position with decimal commas is found', typed.json.hits[0]?.kind === 'coordinate' && Math.abs(typed.json.hits[0].lat - position.lat) < 1e-6);
  await expect(route, 'GET', `${route}?${query({ q: 'ố'.repeat(200) })}`, 200, { name: '200 characters' });
  await expect(route, 'GET', `${route}?${query({ q: 'không đâu có ở đây' })}`, 200);
  await expect(route, 'GET', route, 400, { code: 'PARAMETER_MISSING' });
  await expect(route, 'GET', `${route}?q=`, 400, { code: 'PARAMETER_VALUE' });
  await expect(route, 'GET', `${route}?${query({ q: 'ố'.repeat(201) })}`, 400, { code: 'PARAMETER_VALUE' });
  await expect(route, 'GET', `${route}?q=a&q=b`, 400, { code: 'PARAMETER_REPEATED' });
  for (const limit of ['0', '51', '-1', '1.5', 'NaN', '', '1e309', '1 ']) {
    await expect(route, 'GET', `${route}?${query({ q: 'a', limit })}`, 400, { code: 'PARAMETER_VALUE' });
  }
  await expect(route, 'GET', `${route}?q=a&edition=${kUnknownEdition}`, 404, { code: 'EDITION_UNKNOWN' });
  await expect(route, 'GET', `${route}?q=a&lang=fr`, 400, { code: 'PARAMETER_VALUE' });
  await expect(route, 'GET', `${route}?q=%ff%fe`, 400, { name: 'not UTF-8' });
}

// --- parcels ----------------------------------------------------------------------------------------------------------

{
  const byPath = '/api/v1/parcels/{commune}/{sheet}/{number}';
  const path = (ref) => `/api/v1/parcels/${ref.split('/').map(encodeURIComponent).join('/')}`;
  const unknown = [...reference.split('/').slice(0, -1), '999999'].join('/');
  const whole = await good(byPath, path(reference));
  check('the feature is the parcel asked for', whole.json.properties.reference === reference && whole.json.geometry.type.endsWith('Polygon'));
  const pinned = await good(byPath, `${path(reference)}?edition=${current}`);
  check('a parcel of a named edition is immutable', /immutable/.test(pinned.headers['cache-control'] ?? ''), pinned.headers['cache-control']);
  await good(byPath, `${path(reference)}?lang=en`);
  const lost = await expect(byPath, 'GET', path(unknown), 404, { code: 'PARCEL_UNKNOWN' });
  check('an unknown parcel has near ones and a date', Array.isArray(lost.json?.near) && lost.json.near.length > 0 && isDate(lost.json.data_date ?? ''));
  await expect(byPath, 'GET', `${path(reference)}?edition=${kUnknownEdition}`, 404, { code: 'EDITION_UNKNOWN' });
  await expect(byPath, 'GET', `${path(reference)}?lang=vi&lang=en`, 400, { code: 'PARAMETER_REPEATED' });
  const byKey = '/api/v1/parcels';
  await good(byKey, `${byKey}?${query(keyOf(reference))}`);
  await expect(byKey, 'GET', byKey, 400, { code: 'PARAMETER_MISSING' });
  await expect(byKey, 'GET', `${byKey}?number=1`, 400, { code: 'PARAMETER_MISSING' });
  for (const blank of ['%20', '%20%20']) {
    await expect(byPath, 'GET', `/api/v1/parcels/${found[0].reference.split('/')[0]}/${blank}/16`, 400, { code: 'PARAMETER_MISSING', name: 'a part of spaces' });
  }
  await expect(byPath, 'GET', `/api/v1/parcels/${found[0].reference.split('/')[0]}//16`, 404, { code: 'NOT_FOUND', name: 'an empty part' });
  await expect(byKey, 'GET', `${byKey}?${query({ ...keyOf(reference), number: ' ' })}`, 400, { code: 'PARAMETER_MISSING', name: 'a part of spaces' });
  await expect(byKey, 'GET', `${byKey}?${query(keyOf(unknown))}`, 404, { code: 'PARCEL_UNKNOWN' });
  if (check('the register has two parcels under one key', shared !== undefined)) {
    await good(byPath, path(shared.reference), { status: 300 });
    await good(byKey, `${byKey}?${query(keyOf(shared.reference))}`, { status: 300 });
    const route = '/api/v1/planning';
    const { json } = await good(route, `${route}?${query({ parcel: shared.reference })}`, { status: 300 });
    for (const { index } of json.candidates) {
      const one = await good(route, `${route}?${query({ parcel: shared.reference, candidate: index })}`);
      check(`candidate ${index} says how many share its key`, one.json.place.duplicates === json.candidates.length);
    }
    for (const candidate of ['0', String(json.candidates.length + 1), '1.5', 'NaN']) {
      await expect(route, 'GET', `${route}?${query({ parcel: shared.reference, candidate })}`, 400, { code: 'PARAMETER_VALUE' });
    }
  }
}

// --- planning: GET ----------------------------------------------------------------------------------------------------

const planning = '/api/v1/planning';
const at = (members) => `${planning}?${query(members)}`;

const isUncertain = ({ certainty }) => certainty === 'boundary_uncertain';

/** RFC 8785 of what JSON.parse gave: ECMAScript's own numbers and strings, members by their UTF-16 code units. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

function digestOf({ digest: _, computed_at: __, ...covered }) {
  return `sha256:${createHash('sha256').update(canonical(covered)).digest('hex')}`;
}

/** A restriction that something prevails over says how much of it is left, within its bounds. */
function isLeft({ area_m2: drawn, applies, applies_area_m2: left, applies_area_min_m2: least, applies_area_max_m2: most }) {
  if (!['part', 'none', 'uncertain'].includes(applies)) return false;
  if (typeof left !== 'number') return true;
  return left >= 0 && left <= drawn + 1e-6 && (least === null || (least <= left + 1e-6 && left <= most + 1e-6)) && (applies !== 'none' || left === 0);
}

function checkAnswer(name, { json }) {
  const digest = digestOf(json);
  check(`${name}: the digest is that of the canonical form without digest and computed_at`,
    Object.keys(json).slice(-2).join() === 'digest,computed_at' && json.digest === digest, `${json.digest} ≠ ${digest}`);
  check(`${name}: every topic of the district, in its order`, json.topics.map(({ topic }) => topic).join() === district.topics.map(({ id }) => id).join());
  const unreasoned = json.topics.filter(({ state, reason, reason_code: code }) => state === 'no_data' && !(reason && code));
  const stateOf = (restrictions) => (restrictions.length === 0 ? 'none' : restrictions.every(isUncertain) ? 'boundary_uncertain' : 'concerned');
  const bare = json.topics.filter(({ state, restrictions }) => (['concerned', 'boundary_uncertain'].includes(state) ? state : 'none') !== stateOf(restrictions ?? []));
  check(`${name}: no_data has a reason, concerned something certain, boundary_uncertain nothing but what is not`, unreasoned.length + bare.length === 0, JSON.stringify([...unreasoned, ...bare]));
  const mixed = json.topics.filter(({ restrictions = [] }) => restrictions.some((one, index) => index > 0 && !isUncertain(one) && isUncertain(restrictions[index - 1])));
  check(`${name}: what is certain comes first`, mixed.length === 0, JSON.stringify(mixed.map(({ topic }) => topic)));
  const off = Object.entries(json.balance).filter(([, b]) =>
    Math.abs(b.parcel_area_m2 - (b.covered_m2 + b.uncovered_m2 - b.overlapped_m2)) > 1e-9 * Math.max(1, b.parcel_area_m2));
  const displaced = json.topics.flatMap(({ restrictions = [] }) => restrictions).filter((one) => one.displaced_by);
  check(`${name}: what is displaced says what is left of it`, displaced.every(isLeft), JSON.stringify(displaced.find((one) => !isLeft(one))));
  const bounded = json.topics.flatMap(({ restrictions = [] }) => restrictions).filter(({ area_min_m2: least }) => typeof least === 'number');
  check(`${name}: areas lie within their intervals`, bounded.every((one) => one.area_min_m2 <= one.area_m2 && one.area_m2 <= one.area_max_m2));
  check(`${name}: the balance adds up`, off.length === 0, JSON.stringify(off));
}

const answer = await good(planning, at({ parcel: reference }));
checkAnswer('parcel', answer);
for (const hit of found.slice(1)) checkAnswer(hit.reference, await expect(planning, 'GET', at({ parcel: hit.reference, geometry: true }), 200));
await good(planning, at(keyOf(reference)));
await good(planning, at({ parcel: reference, geometry: false, lang: 'en' }));
{
  const point = await good(planning, at({ lon: parcel.lon, lat: parcel.lat }));
  checkAnswer('point', point);
  check('the point lies in the parcel', point.json.place.parcels?.some((one) => one.reference === reference));
  const { east_m: e, north_m: n } = point.json.place;
  const grid = await good(planning, at({ east_m: e, north_m: n, geometry: true }));
  check('degrees and metres name the same point', JSON.stringify(grid.json.topics.map(({ state }) => state)) === JSON.stringify(point.json.topics.map(({ state }) => state)));
  await expect(planning, 'GET', at({ east_m: n, north_m: e }), 400, { code: 'PARAMETER_VALUE', name: 'axes swapped' });
  await expect(planning, 'GET', at({ lon: parcel.lat, lat: parcel.lon }), 400, { code: 'PARAMETER_VALUE', name: 'axes swapped' });
  for (const bad of ['NaN', 'nan', 'inf', '-inf', 'Infinity', '1e309', '-1e309', '', ' 1', '1,5', '0x10', '1e', '٣']) {
    await expect(planning, 'GET', at({ lon: bad, lat: parcel.lat }), 400, { code: 'PARAMETER_VALUE' });
    await expect(planning, 'GET', at({ east_m: e, north_m: bad }), 400, { code: 'PARAMETER_VALUE' });
  }
  await expect(planning, 'GET', at({ lon: 181, lat: 10 }), 400, { code: 'PARAMETER_VALUE' });
  await expect(planning, 'GET', at({ lon: west - 1, lat: south }), 404, { code: 'OUTSIDE_DISTRICT' });
  await expect(planning, 'GET', at({ lon: 0, lat: 0 }), 404, { code: 'OUTSIDE_DISTRICT' });
  await expect(planning, 'GET', at({ east_m: e + 500_000, north_m: n }), 404, { code: 'OUTSIDE_DISTRICT' });
  await expect(planning, 'GET', at({ east_m: 1e300, north_m: 1e300 }), 404, { code: 'OUTSIDE_DISTRICT' });
  await expect(planning, 'GET', planning, 400, { code: 'PARAMETER_MISSING' });
  await expect(planning, 'GET', at({ lon: parcel.lon }), 400, { code: 'PARAMETER_MISSING' });
  await expect(planning, 'GET', at({ lon: parcel.lon, north_m: n }), 400);
  await expect(planning, 'GET', at({ lon: parcel.lon, lat: parcel.lat, east_m: e, north_m: n }), 400);
  await expect(planning, 'GET', at({ parcel: reference, lon: parcel.lon, lat: parcel.lat }), 400);
  await expect(planning, 'GET', at({ parcel: reference, ...keyOf(found[1].reference) }), 400, { name: 'two places' });
}
await expect(planning, 'GET', `${at({ parcel: reference })}&parcel=${encodeURIComponent(reference)}`, 400, { code: 'PARAMETER_REPEATED' });
for (const blank of ['///', '27553//16', '27553/ /16', ' / / ', ' ']) await expect(planning, 'GET', at({ parcel: blank }), 400, { code: 'PARAMETER_VALUE' });
await expect(planning, 'GET', at({ parcel: '' }), 400);
for (const bad of [{ as_of: '2026-02-30' }, { as_of: '26-01-01' }, { as_of: 'today' }, { as_of: '2026-01-01T00:00' }, { as_of: '' }, { geometry: 'yes' }, { lang: 'de' }]) {
  await expect(planning, 'GET', at({ parcel: reference, ...bad }), 400, { code: 'PARAMETER_VALUE' });
}
{
  const unknown = [...reference.split('/').slice(0, -1), '999999'].join('/');
  const lost = await expect(planning, 'GET', at({ parcel: unknown }), 404, { code: 'PARCEL_UNKNOWN' });
  check('an unknown parcel has near ones and a date', lost.json?.near?.length > 0 && isDate(lost.json.data_date ?? ''));
  const early = await good(planning, at({ parcel: reference, as_of: '1900-01-01' }));
  check('before the first plan every topic is no_data', early.json.as_of === '1900-01-01' && early.json.topics.every(({ state }) => state === 'no_data'));
  for (const edition of [kUnknownEdition, 'x', '../current', '']) {
    await expect(planning, 'GET', at({ parcel: reference, edition }), 404, { code: 'EDITION_UNKNOWN' });
  }
  const pinned = await good(planning, at({ parcel: reference, edition: current, as_of: '2026-01-01' }));
  check('edition and as_of make an answer immutable', /max-age=31536000.*immutable/.test(pinned.headers['cache-control'] ?? ''), pinned.headers['cache-control']);
  check('an answer of today is not', !/immutable/.test(answer.headers['cache-control'] ?? ''), answer.headers['cache-control']);
  check('CORS is open', answer.headers['access-control-allow-origin'] === '*');
}

// --- planning: addresses, timeline, difference, feeds --------------------------------------------------------------------

/** The answer's own address gives it again, to the bit. */
async function checkAddress(name, { json }) {
  const again = await expect(planning, 'GET', json.permalink, 200, { name: `address of ${name}` });
  check(`${name}: its address gives the same answer`, again.json.digest === json.digest && digestOf(again.json) === json.digest && again.json.permalink === json.permalink, json.permalink);
  check(`${name}: what its address gives never changes`, /immutable/.test(again.headers['cache-control'] ?? ''));
}
{
  await checkAddress('parcel', answer);
  await checkAddress('parcel in English, with shapes', await expect(planning, 'GET', at({ parcel: reference, geometry: true, lang: 'en', as_of: '2020-01-01' }), 200));
  const even = await client.ask('GET', at({ east_m: 600_000, north_m: 1_219_000 }));
  if (even.status === 200) await checkAddress('point of round coordinates', even);
  await checkAddress('point', await expect(planning, 'GET', at({ lon: parcel.lon, lat: parcel.lat }), 200));
  const half = 0.0004;
  const drawn = [[-1, -1], [1, -1], [1, 1.5], [-1, 1], [-1, -1]].map(([x, y]) => [parcel.lon + x * half, parcel.lat + y * half]);
  const polygon = await expect(planning, 'POST', planning, 200, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type: 'Polygon', coordinates: [drawn] }) });
  await checkAddress('polygon', polygon);
  const corners = new URL(polygon.json.permalink, 'http://x').searchParams.get('corners');
  const inGrid = await good(planning, at({ corners }));
  check('corners of the grid are the polygon drawn in degrees', inGrid.json.digest === polygon.json.digest);
  const many = Array.from({ length: 500 }, (_, i) => [parcel.lon + half * Math.cos((i * Math.PI) / 250), parcel.lat + half * Math.sin((i * Math.PI) / 250)]);
  const round = await expect(planning, 'POST', planning, 200, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type: 'Polygon', coordinates: [[...many, many[0]]] }) });
  check('a place of too many corners has no address', round.json.permalink === null, round.json.permalink);
  for (const bad of ['', ';', '1,2', '1,2;3,4', 'a,b;c,d;e,f', '1,2;3,4;', '1;2;3', '1,2,3;4,5,6;7,8,9', 'NaN,1;2,3;4,5', '1e309,1;2,3;4,5', '"],"crs":"auto","x":["']) {
    await expect(planning, 'GET', at({ corners: bad }), bad === '1,2;3,4' || bad === '1,2' ? 404 : 400, { name: `corners=${bad}` });
  }
  await expect(planning, 'GET', at({ corners, parcel: reference }), 400, { name: 'two places' });

  const days = '/api/v1/planning/timeline';
  const timeline = await good(days, `${days}?${query({ parcel: reference })}`);
  const { entries, today } = timeline.json;
  check('a timeline has entries, each later than the one before', entries.length > 0 && entries.every((one, i) => i === 0 || entries[i - 1].date < one.date), entries.map(({ date }) => date).join());
  check('what lies ahead says so', entries.every(({ date, is_ahead: ahead }) => ahead === date > today));
  for (const entry of entries.slice(0, 6)) {
    const onDay = await expect(planning, 'GET', entry.answer, 200);
    const states = new Map(onDay.json.topics.map(({ topic, state }) => [topic, state]));
    check(`${entry.date}: the answer of the day is in the state the timeline says`, onDay.json.as_of === entry.date && entry.changes.every(({ topic, after }) => states.get(topic) === after));
  }
  const compare = '/api/v1/planning/difference';
  const [first, last] = [entries[0].date, entries.at(-1).date];
  const same = await good(compare, `${compare}?${query({ parcel: reference, from: last, to: last })}`);
  check('a day does not differ from itself', same.json.changes.length === 0);
  const other = await good(compare, `${compare}?${query({ parcel: reference, from: '1900-01-01', to: first, lang: 'en' })}`);
  check('the first entry is the difference from the time before', JSON.stringify(other.json.changes.map(({ topic, after }) => [topic, after])) === JSON.stringify(entries[0].changes.map(({ topic, after }) => [topic, after])));
  for (const [bad, code] of [[{ from: first }, 'PARAMETER_MISSING'], [{ to: first }, 'PARAMETER_MISSING'], [{ from: 'x', to: first }, 'PARAMETER_VALUE'], [{ from: '2020-01-02', to: '2020-01-01' }, 'PARAMETER_VALUE'], [{ from: first, to: '2026-02-30' }, 'PARAMETER_VALUE']]) {
    await expect(compare, 'GET', `${compare}?${query({ parcel: reference, ...bad })}`, 400, { code });
  }
  const lost = [...reference.split('/').slice(0, -1), '999999'].join('/');
  for (const route of [days, '/feeds/planning.atom']) {
    await expect(route, 'GET', `${route}?${query({ parcel: lost })}`, 404, { code: 'PARCEL_UNKNOWN' });
    await expect(route, 'GET', route, 400, { code: 'PARAMETER_MISSING' });
    await expect(route, 'GET', `${route}?${query({ parcel: reference, lang: 'de' })}`, 400, { code: 'PARAMETER_VALUE' });
  }
  const place = '/feeds/planning.atom';
  const feed = await good(place, timeline.json.feed);
  check('a feed is Atom with an entry for each of the timeline', feed.headers['content-type'].startsWith('application/atom+xml') && feed.text.match(/<entry>/g)?.length === entries.length);
  check('demo data says so in every title', !district.demo || [...feed.text.matchAll(/<title>([^<]*)/g)].every(([, title]) => title.startsWith('[DEMO]')));
  await good(place, `${place}?${query({ corners, lang: 'en' })}`);
  await good(place, `${place}?${query({ lon: parcel.lon, lat: parcel.lat })}`);
  const commune = '/feeds/communes/{code}.atom';
  const [code] = reference.split('/');
  const inCommune = await good(commune, `/feeds/communes/${code}.atom`);
  check('a commune has events of plans', (inCommune.text.match(/<entry>/g)?.length ?? 0) > 0);
  for (const bad of ['00000', 'x', '%3Cscript%3E']) await expect(commune, 'GET', `/feeds/communes/${bad}.atom`, 404, { code: 'NOT_FOUND' });
}

// --- planning: POST ---------------------------------------------------------------------------------------------------

const json = { headers: { 'Content-Type': 'application/json' } };
const post = (body, status, more = {}) =>
  expect(planning, 'POST', more.path ?? planning, status, { ...json, body: typeof body === 'string' ? body : JSON.stringify(body), ...more });
const { lon, lat } = parcel;
const kHalf_deg = 0.0004;
const square = (half = kHalf_deg) => [[lon - half, lat - half], [lon + half, lat - half], [lon + half, lat + half], [lon - half, lat + half], [lon - half, lat - half]];
{
  const whole = await post({ type: 'Polygon', coordinates: [square()] }, 200);
  checkAnswer('polygon', whole);
  const turned = await post({ type: 'Polygon', coordinates: [square().reverse()] }, 200, { name: 'wound the other way' });
  // Summed from another corner on: the last bits may differ.
  const kLastBits = 1e-12;
  const [a, b] = [whole.json.place.computed_area_m2, turned.json.place.computed_area_m2];
  check('winding does not matter', Math.abs(a - b) <= kLastBits * a);
  const holed = await post({ type: 'Polygon', coordinates: [square(), square(kHalf_deg / 2)] }, 200, { name: 'with a hole' });
  check('a hole of half the side takes a quarter', Math.abs(holed.json.place.computed_area_m2 / whole.json.place.computed_area_m2 - 0.75) < 1e-3);
  const shift = (ring, by) => ring.map(([x, y]) => [x + by, y]);
  checkAnswer('multipolygon', await post({ type: 'MultiPolygon', coordinates: [[square()], [shift(square(), 4 * kHalf_deg)]] }, 200));
  checkAnswer('polygon in English', await post({ type: 'Polygon', coordinates: [square()] }, 200, { path: `${planning}?lang=en&geometry=true&as_of=2020-01-01&edition=${current}` }));

  await post({ type: 'Polygon', coordinates: [square().slice(0, -1)] }, 422, { code: 'RING_OPEN', name: 'open ring' });
  await post({ type: 'Polygon', coordinates: [[square()[0], square()[2], square()[1], square()[3], square()[0]]] }, 422, { code: 'GEOM_INVALID', name: 'bow-tie' });
  await post({ type: 'Polygon', coordinates: [[square()[0], square()[1], square()[0]]] }, 422, { code: 'RING_SHORT', name: 'two corners' });
  await post({ type: 'Polygon', coordinates: [[]] }, 422, { code: 'RING_SHORT', name: 'no corners' });
  await post({ type: 'MultiPolygon', coordinates: [[square()], [square()]] }, 422, { code: 'GEOM_INVALID', name: 'one part on the other' });
  await post({ type: 'Polygon', coordinates: [square(), shift(square(), kHalf_deg)] }, 422, { code: 'GEOM_INVALID', name: 'hole crosses the shell' });
  const large = [[west + 0.1, south + 0.1], [west + 0.22, south + 0.1], [west + 0.22, south + 0.22], [west + 0.1, south + 0.22], [west + 0.1, south + 0.1]];
  await post({ type: 'Polygon', coordinates: [large] }, 422, { code: 'LIMIT_AREA' });
  await post(`{"type":"Polygon","coordinates":[[[1e309,${lat}],[${lon},${lat}],[${lon},${lat + 0.001}],[1e309,${lat}]]]}`, 422, { code: 'COORD_NOT_FINITE', name: '1e309' });
  await post(`{"type":"Polygon","coordinates":[[[1e300,${lat}],[${lon},${lat}],[${lon},${lat + 0.001}],[1e300,${lat}]]]}`, 422, { code: 'COORD_NOT_FINITE', name: '1e300' });
  const circle = Array.from({ length: 5_001 }, (_, i) => [lon + kHalf_deg * Math.cos((i * Math.PI) / 2_500), lat + kHalf_deg * Math.sin((i * Math.PI) / 2_500)]);
  circle[5_000] = circle[0];
  await post({ type: 'Polygon', coordinates: [circle] }, 422, { code: 'LIMIT_VERTICES' });
  await post({ type: 'Polygon', coordinates: [square().map(([x, y]) => [y, x])] }, 404, { code: 'OUTSIDE_DISTRICT', name: 'axes swapped' });
  await post({ type: 'Polygon', coordinates: [shift(square(), 5)] }, 404, { code: 'OUTSIDE_DISTRICT' });
  for (const bad of ['', '{', '[]', 'null', '1', '"x"', '{}', '{"type":"Polygon"}', '{"type":"Point","coordinates":[1,2]}', '{"type":1,"coordinates":[]}',
    '{"type":"Polygon","coordinates":[]}', '{"type":"MultiPolygon","coordinates":[]}', '{"type":"Polygon","coordinates":[[["a","b"]]]}',
    '{"type":"Polygon","coordinates":[[[NaN,1]]]}', '{"type":"Polygon","coordinates":[[[null,1]]]}', '{"type":"Polygon","coordinates":{"a":1}}',
    '{"vertices":[[1,2]]}', '{"vertices":1,"crs":"auto"}', '{"vertices":[[1]],"crs":"auto"}', '{"crs":"auto"}', '{"vertices":[[1,2]],"crs":1}']) {
    await post(bad, 400, { code: 'BODY_UNREADABLE', name: bad || 'no body' });
  }
  await post(`${'['.repeat(100_000)}`, 400, { code: 'BODY_UNREADABLE', name: '100,000 brackets' });
  await post(Buffer.from('{"type":"Polygon\xff","coordinates":[]}', 'latin1').toString('latin1'), 400, { name: 'unknown type' });
  await post({ type: 'Polygon', coordinates: [square()] }, 400, { path: `${planning}?parcel=1`, code: 'PARAMETER_UNKNOWN' });
  await post({ type: 'Polygon', coordinates: [square()] }, 404, { path: `${planning}?edition=${kUnknownEdition}`, code: 'EDITION_UNKNOWN' });
  await expect(planning, 'POST', planning, 413, { ...json, length: 50_000_000, code: 'BODY_TOO_LARGE' });

  // Corners as printed on a certificate, in both orders of axes.
  const corners = [];
  for (const [x, y] of square().slice(0, -1)) {
    const { place } = (await client.ask('GET', at({ lon: x, lat: y }))).json;
    corners.push([place.east_m, place.north_m]);
  }
  const swap = (list) => list.map(([x, y]) => [y, x]);
  const area_m2 = whole.json.place.computed_area_m2;
  const states = JSON.stringify(whole.json.topics.map(({ topic, state }) => [topic, state]));
  const kSame_m2 = 0.01; // Degrees in JSON and metres in JSON round apart by less.
  for (const [name, vertices, crs] of [
    ['east, north', corners, district.crs], ['north, east', swap(corners), district.crs], ['east, north', corners, 'auto'],
    ['north, east', swap(corners), 'auto'], ['closed', [...corners, corners[0]], 'auto'], ['lon, lat', square().slice(0, -1), 'EPSG:4326'],
    ['lat, lon', swap(square().slice(0, -1)), 'EPSG:4326'], ['lat, lon', swap(square().slice(0, -1)), 'auto']]) {
    const table = await post({ vertices, crs }, 200, { name: `corners ${name}, ${crs}` });
    check(`corners ${name}, ${crs}: the same square`, Math.abs((table.json.place?.computed_area_m2 ?? 0) - area_m2) < kSame_m2
      && JSON.stringify(table.json.topics?.map(({ topic, state }) => [topic, state])) === states, `${table.json.place?.computed_area_m2} ≠ ${area_m2}`);
  }
  await post({ vertices: corners, crs: 'EPSG:3405' }, 422, { code: 'CRS_NOT_ALLOWED' });
  await post({ vertices: corners.slice(0, 2), crs: 'auto' }, 422, { code: 'RING_SHORT' });
  await post({ vertices: corners, crs: 'EPSG:4326' }, 404, { code: 'OUTSIDE_DISTRICT' });
  await post({ vertices: [corners[0], corners[2], corners[1], corners[3]], crs: 'auto' }, 422, { code: 'GEOM_INVALID' });
}

// --- plans, editions, documents ---------------------------------------------------------------------------------------

{
  const route = '/api/v1/plans';
  await good(route, route);
  const { topic } = plans[0];
  const some = await good(route, `${route}?${query({ topic, lang: 'en' })}`);
  check('topic= keeps only its plans', some.json.plans.length > 0 && some.json.plans.every((plan) => plan.topic === topic));
  const early = await good(route, `${route}?as_of=1900-01-01`);
  check('no plan is in force before the first', early.json.plans.every(({ status }) => status !== 'in_force'));
  const pinned = await good(route, `${route}?as_of=2026-01-01&edition=${current}`);
  check('plans of a named edition and day are immutable', /immutable/.test(pinned.headers['cache-control'] ?? ''), pinned.headers['cache-control']);
  const order = [...new Set((await client.ask('GET', route)).json.plans.map((plan) => plan.topic))];
  check('plans stand in the order of topics', order.join() === district.topics.map(({ id }) => id).filter((id) => order.includes(id)).join());
  await expect(route, 'GET', `${route}?topic=zzz`, 400, { code: 'PARAMETER_VALUE' });
  await expect(route, 'GET', `${route}?as_of=1`, 400, { code: 'PARAMETER_VALUE' });
  await expect(route, 'GET', `${route}?edition=${kUnknownEdition}`, 404, { code: 'EDITION_UNKNOWN' });
  const one = '/api/v1/plans/{id}';
  for (const { id } of plans) {
    const plan = await expect(one, 'GET', `/api/v1/plans/${id}`, 200);
    check(`plan ${id} is itself`, plan.json.id === id);
  }
  await good(one, `/api/v1/plans/${plans[0].id}?edition=${current}&lang=en&as_of=2020-01-01`);
  await expect(one, 'GET', '/api/v1/plans/khong-co', 404, { code: 'PLAN_UNKNOWN' });
  await expect(one, 'GET', '/api/v1/plans/khong-co?lang=xx', 400, { code: 'PARAMETER_VALUE' });
  await expect(one, 'GET', `/api/v1/plans/${plans[0].id}?edition=x`, 404, { code: 'EDITION_UNKNOWN' });
  await planParcels(plans);
  await good('/api/v1/editions', '/api/v1/editions');
  const edition = await good('/api/v1/editions/{id}', `/api/v1/editions/${current}`);
  check('the edition names a hash for each object', edition.json.objects.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)));
  for (const id of [kUnknownEdition, 'x', '%2e%2e', 'current']) {
    const lost = await client.ask('GET', `/api/v1/editions/${id}`);
    check(`no edition ${id}`, lost.status === 404 || (id.includes('%') && lost.status === 400), `status ${lost.status} ${lost.text}`);
  }
  await expect('/api/v1/editions/{id}', 'GET', `/api/v1/editions/${kUnknownEdition}`, 404, { code: 'EDITION_UNKNOWN' });
  const file = '/documents/{sha256}.pdf';
  const pdf = await good(file, document.href);
  check('a document is the bytes its name says', createHash('sha256').update(pdf.bytes).digest('hex') === document.href.match(/[0-9a-f]{64}/)?.[0]
    && /immutable/.test(pdf.headers['cache-control']));
  await expect(file, 'GET', `/documents/${'0'.repeat(64)}.pdf`, 404, { code: 'NOT_FOUND' });
  await expect(file, 'GET', '/documents/x.pdf', 404);
}

/** The parcels under plans, held against the parcels' own answers. */
async function planParcels(all) {
  const route = '/api/v1/plans/{id}/parcels';
  const of = (id, ask = {}) => `/api/v1/plans/${id}/parcels?${query(ask)}`;
  const answered = all.filter(({ status }) => status === 'in_force' || status === 'consultation');
  for (const { id } of answered.slice(0, 12)) {
    const page = await expect(route, 'GET', of(id, { limit: 5 }), 200);
    for (const { reference: name, area_m2: area, zones } of page.json.parcels) {
      const answer = await client.ask('GET', `/api/v1/planning?${query({ ...keyOf(name), candidate: 1 })}`);
      // The list is of what is drawn: an answer also tells of what is only near enough to reach the parcel.
      const told = [...answer.json.topics.flatMap(({ restrictions = [] }) => restrictions), ...answer.json.changes]
        .filter(({ plan, area_m2: drawn, length_m: length }) => plan.id === id && (drawn > 0 || length > 0));
      const sum = (list, what) => list.reduce((total, one) => total + (one[what] ?? 0), 0);
      const differ = ['area_m2', 'length_m'].filter((what) => Math.abs(sum(zones, what) - sum(told, what)) > 1e-6);
      const isAlone = answer.json.place.duplicates === undefined;
      check(`${name} under ${id} as its own answer says`, !isAlone || (differ.length === 0 && told.length === zones.length && area > 0), differ.join());
    }
  }
  const [{ id }] = answered;
  const seen = [];
  for (let next; next !== null && seen.length < 60;) {
    const page = await expect(route, 'GET', of(id, { limit: 20, ...(next ? { cursor: next } : {}) }), 200);
    seen.push(...page.json.parcels.map(({ reference: name, lon: x, lat: y }) => `${name} ${x} ${y}`));
    next = page.json.next;
  }
  const first = await good(route, of(id, { limit: 60, edition: current, as_of: '2026-01-01' }));
  check('pages make up the whole', seen.join() === first.json.parcels.map(({ reference: name, lon: x, lat: y }) => `${name} ${x} ${y}`).join());
  check('a page of a named edition and day is immutable', /immutable/.test(first.headers['cache-control'] ?? ''));
  const code = first.json.parcels[0].zones[0].code;
  const some = await expect(route, 'GET', of(id, { zone: code, limit: 10 }), 200);
  check('zone= keeps only its parcels', some.json.zone === code && some.json.parcels.length > 0 && some.json.parcels.every(({ zones }) => zones.every((one) => one.code === code)));
  await expect(route, 'GET', of('khong-co'), 404, { code: 'PLAN_UNKNOWN' });
  await expect(route, 'GET', of(id, { edition: kUnknownEdition }), 404, { code: 'EDITION_UNKNOWN' });
  await expect(route, 'GET', of(id, { cursor: `${kUnknownEdition}.0.0` }), 404, { code: 'EDITION_UNKNOWN' });
  for (const wrong of [{ zone: 'khong co' }, { zone: '' }, { limit: 0 }, { limit: 1001 }, { limit: '1 ' }, { limit: -1 }, { cursor: '' }, { cursor: `${current}.0` },
    { cursor: `${current}.-1.0` }, { cursor: `${current}.0.4294967296` }, { cursor: '0.0' }, { format: 'xls' }, { format: '' }, { as_of: '1' },
    { cursor: `${kUnknownEdition}.0.0`, edition: current }, { format: 'csv', limit: 1 }]) {
    await expect(route, 'GET', of(id, wrong), 400, { code: 'PARAMETER_VALUE', name: JSON.stringify(wrong) });
  }
  const last = await expect(route, 'GET', of(id, { cursor: `${current}.999999.0` }), 200);
  check('beyond the last page there is nothing', last.json.parcels.length === 0 && last.json.next === null);
  for (const format of ['csv', 'xlsx', 'gpkg']) await expect(route, 'GET', of(id, { format }), 401, { code: 'UNAUTHENTICATED' });
}

// --- tiles and styles -------------------------------------------------------------------------------------------------

const kTile = '/tiles/{tileset}/{z}/{x}/{y}.mvt';
for (const tileset of ['base', 'cadastre', 'planning']) {
  const { json: tileJson } = await good('/tiles/{tileset}.json', `/tiles/${tileset}.json`);
  check(`${tileset}: TileJSON is over the district`, tileJson.bounds.join() === district.bbox.join());
  const z = 15;
  const x = Math.floor(((lon + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  const path = tileJson.tiles[0].replace('{z}', z).replace('{x}', x).replace('{y}', y);
  const plain = await good(kTile, path);
  const zipped = await good(kTile, path, { headers: { 'Accept-Encoding': 'gzip' } });
  const brotli = await good(kTile, path, { headers: { 'Accept-Encoding': 'br, gzip' } });
  check(`${tileset}: gzip and brotli hold the same tile`, zipped.headers['content-encoding'] === 'gzip' && brotli.headers['content-encoding'] === 'br'
    && zlib.gunzipSync(zipped.bytes).equals(plain.bytes) && zlib.brotliDecompressSync(brotli.bytes).equals(plain.bytes));
  check(`${tileset}: each encoding has its ETag`, new Set([plain, zipped, brotli].map(({ headers }) => headers.etag)).size === 3 && /accept-encoding/i.test(plain.headers.vary ?? ''));
  await expect(kTile, 'GET', `/tiles/${tileset}/15/0/0.mvt`, 204);
  const empty = await client.ask('HEAD', `/tiles/${tileset}/15/0/0.mvt`);
  check(`HEAD of an empty tile is 204`, empty.status === 204);
  for (const bad of ['99/0/0', '21/0/0', `5/32/0`, '5/0/32', '0/1/0', '-1/0/0', '5/-1/0', '5/0/-1', '1.5/0/0', 'a/0/0', '4294967296/0/0', '5/4294967296/0', '+5/0/0', '5/1e0/0']) {
    await expect(kTile, 'GET', `/tiles/${tileset}/${bad}.mvt`, 400, { code: 'PARAMETER_VALUE' });
  }
  await expect(kTile, 'GET', `${path}?v=1`, 400, { code: 'PARAMETER_UNKNOWN' });
}
await expect(kTile, 'GET', '/tiles/zzz/5/1/1.mvt', 404, { code: 'NOT_FOUND' });
await expect('/tiles/{tileset}.json', 'GET', '/tiles/zzz.json', 404, { code: 'NOT_FOUND' });
for (const name of ['light', 'dark', 'high-contrast']) {
  const style = (await good('/style/{name}.json', `/style/${name}.json`)).json;
  const stray = style.layers.filter((layer) => layer.type !== 'background' && !style.sources[layer.source]);
  check(`style ${name}: version 8, layers with sources, ids unlike`, style.version === 8 && stray.length === 0
    && new Set(style.layers.map(({ id }) => id)).size === style.layers.length);
  const unnamed = district.topics.filter(({ id }) => !style.layers.some((layer) => layer.id.startsWith(`topic:${id}:`)));
  check(`style ${name}: every topic has a layer`, unnamed.length === 0, JSON.stringify(unnamed));
}
await expect('/style/{name}.json', 'GET', '/style/zzz.json', 404, { code: 'NOT_FOUND' });

// --- pages ------------------------------------------------------------------------------------------------------------

await good('/', '/', { isPage: true });
await good('/', `/?lon=${lon}&lat=${lat}&fbclid=x`, { isPage: true });
await good('/thua', `/thua?${query({ parcel: reference, utm_source: 'x' })}`, { isPage: true });
await good('/thua/{commune}/{sheet}/{number}', `/thua/${reference}?as_of=2026-01-01&zalo=1`, { isPage: true });

// --- every route ------------------------------------------------------------------------------------------------------

for (const [route, methods] of Object.entries(contract.paths)) {
  if (needsState(methods)) continue;
  for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
    check(`${method} ${route} was asked and answered`, seen.get(`${method} ${route}`)?.has(200));
  }
  const path = route.replaceAll(/\{\w+\}/g, '1');
  const refused = await client.ask('DELETE', path);
  check(`405 DELETE ${route}`, refused.status === 405 && refused.json?.code === 'METHOD_NOT_ALLOWED' && /GET/.test(refused.headers.allow ?? ''), `status ${refused.status}, Allow ${refused.headers.allow}`);
}
client.close();
finish('contract');
