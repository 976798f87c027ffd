// desk.mjs WORKDIR: a plan of the district on its way from a folder to an edition and back, two people, over the wire. Works on a
// copy of WORKDIR/register with a server of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Client, check, finish, kBin, query, startServer } from './harness.mjs';
import { departures } from './openapi.mjs';

const work = resolve(process.argv[2]);
const own = mkdtempSync(join(tmpdir(), 'quyhoach-desk-'));
const register = join(own, 'register');
const state = join(own, 'state');
cpSync(join(work, 'register'), register, { recursive: true });
const kFirst = 'mật khẩu thứ nhất';
const kSecond = 'mật khẩu thứ hai';
for (const role of ['planner', 'approver']) {
  const added = spawnSync(join(kBin, 'quyhoach'), ['user', 'add', role, '--name', role, '--role', role, '--state', state, '--password-stdin'],
    { input: `${kFirst}\n`, encoding: 'utf8' });
  check(`quyhoach user add ${role}`, added.status === 0, added.stderr);
}

const web = join(own, 'web');
mkdirSync(web);
writeFileSync(join(web, 'index.html'), '<!doctype html><title>public</title>');
writeFileSync(join(web, 'desk.html'), '<!doctype html><title>desk</title>');
const server = await startServer(register, '--state', state, '--web', web);
const client = new Client(server.url);

const browserOf = ({ headers, json }) => ({ Cookie: headers['set-cookie'][0].split(';')[0], 'X-CSRF-Token': json.csrf });
async function signIn(login) {
  const json = (headers, body) => ({ headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const first = browserOf(await client.ask('POST', '/api/v1/session', json({}, { login, password: kFirst })));
  return browserOf(await client.ask('POST', '/api/v1/session/password', json(first, { old: kFirst, new: kSecond })));
}
const planner = await signIn('planner');
const approver = await signIn('approver');

/** One request of a documented route, by somebody. `values` fill the route's names. */
async function expect(who, method, route, status, { values = {}, ask = {}, json, bytes, code, headers = {} } = {}) {
  const named = Object.entries(values).reduce((path, [name, value]) => path.replace(`{${name}}`, value), route);
  const path = Object.keys(ask).length > 0 ? `${named}?${query(ask)}` : named;
  const sent = { ...who, ...headers, ...(json === undefined ? {} : { 'Content-Type': 'application/json' }) };
  const answer = await client.ask(method, path, { headers: sent, body: json === undefined ? bytes : JSON.stringify(json) });
  const wrong = [
    departures(route, method, answer),
    answer.status === status ? '' : `status ${answer.status}, expected ${status} (${answer.text.slice(0, 200)})`,
    code && answer.json?.code !== code ? `code ${answer.json?.code}, expected ${code}` : '',
    answer.headers['cache-control'] === 'no-store' ? '' : `Cache-Control ${answer.headers['cache-control']}`,
  ].filter(Boolean).join('; ');
  check(`${status} ${method} ${path.slice(0, 110)}`, wrong === '', wrong);
  return answer;
}

const filesOf = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? filesOf(path) : [path];
});

/** Uploads a plan's folder, its plan.toml as `change` makes it, and makes a draft of it. */
async function draftOf(folder, change) {
  const { upload } = (await expect(planner, 'POST', '/api/v1/uploads', 201)).json;
  for (const file of filesOf(folder)) {
    const path = relative(folder, file);
    const bytes = path === 'plan.toml' ? change(readFileSync(file, 'utf8')) : readFileSync(file);
    await expect(planner, 'POST', '/api/v1/uploads/{id}/files', 204, { values: { id: upload }, ask: { path }, bytes });
  }
  const { files } = (await expect(planner, 'GET', '/api/v1/uploads/{id}', 200, { values: { id: upload } })).json;
  check('all files have come', files.length === filesOf(folder).length);
  await expect(approver, 'GET', '/api/v1/uploads/{id}', 404, { values: { id: upload }, code: 'UPLOAD_UNKNOWN' });
  await expect(planner, 'POST', '/api/v1/uploads/{id}/files', 422, { values: { id: upload }, ask: { path: '../x' }, bytes: 'x', code: 'ARCHIVE_PATH' });
  const draft = (await expect(planner, 'POST', '/api/v1/drafts', 201, { json: { upload } })).json;
  await expect(planner, 'GET', '/api/v1/uploads/{id}', 404, { values: { id: upload }, code: 'UPLOAD_UNKNOWN' });
  return draft.id;
}

// --- a plan in force that its place's answer names ---------------------------------------------------------------------

const size = ({ bbox: [w, s, e, n] }) => (e - w) * (n - s);
const { plans } = (await client.ask('GET', '/api/v1/plans')).json;
const folders = Object.fromEntries(readdirSync(join(work, 'district', 'plans')).map((name) => {
  const folder = join(work, 'district', 'plans', name);
  return [readFileSync(join(folder, 'plan.toml'), 'utf8').match(/^id\s*=\s*"([^"]+)"/m)?.[1], folder];
}));
const plan = plans.filter(({ id, status }) => status === 'in_force' && folders[id]).sort((a, b) => size(a) - size(b))[0];
const retitled = (toml) => toml.replace(/^(title\s*=\s*")/m, '$1Sửa: ');
const planNow = async () => (await client.ask('GET', `/api/v1/plans/${encodeURIComponent(plan.id)}`)).text;
const before = await planNow();
const { current: first } = (await client.ask('GET', '/api/v1/editions')).json;

// --- the way there and back ---------------------------------------------------------------------------------------------

const { upload: empty } = (await expect(planner, 'POST', '/api/v1/uploads', 201)).json;
await expect(planner, 'POST', '/api/v1/drafts', 422, { json: { upload: empty }, code: 'PLAN_UNFIT' });
await expect(planner, 'DELETE', '/api/v1/uploads/{id}', 204, { values: { id: empty } });

/** Nobody has described this folder yet. */
async function proposalOf(folder) {
  const { upload } = (await expect(planner, 'POST', '/api/v1/uploads', 201)).json;
  const values = { id: upload };
  await expect(planner, 'POST', '/api/v1/uploads/{id}/proposal', 422, { values, code: 'PLAN_UNFIT' });
  for (const file of filesOf(folder).filter((path) => !path.endsWith('plan.toml'))) {
    await expect(planner, 'POST', '/api/v1/uploads/{id}/files', 204, { values, ask: { path: relative(folder, file) }, bytes: readFileSync(file) });
  }
  await expect(approver, 'POST', '/api/v1/uploads/{id}/proposal', 404, { values, code: 'UPLOAD_UNKNOWN' });
  const proposal = (await expect(planner, 'POST', '/api/v1/uploads/{id}/proposal', 200, { values })).json;
  await expect(planner, 'DELETE', '/api/v1/uploads/{id}', 204, { values });
  return proposal;
}
const proposal = await proposalOf(folders[plan.id]);
const offer = proposal.layers[0].crs_offers.find(({ taken }) => taken);
check('a proposal places the plan where it is', offer?.share_inside === 1 && offer.box[0] >= plan.bbox[0] - 0.001 && offer.box[2] <= plan.bbox[2] + 0.001,
  JSON.stringify(offer));
check('and can be written down', proposal.plan_toml.includes('[[layer]]') && proposal.layers[0].fields.some(({ taken }) => taken));

const id = await draftOf(folders[plan.id], retitled);
const values = { id };
const step = (who, to, status, more = {}) => expect(who, 'POST', '/api/v1/drafts/{id}/steps', status, { values, json: { to, reason: 'vì thế' }, ...more });
await step(planner, 'submitted', 409, { code: 'DRAFT_STATE' });
await expect(planner, 'GET', '/api/v1/drafts/{id}/check', 409, { values, code: 'DRAFT_STATE' });
const found = (await expect(planner, 'POST', '/api/v1/drafts/{id}/check', 200, { values, json: { accept: [] } })).json;
if (found.refusing.length > 0) {
  const again = (await expect(planner, 'POST', '/api/v1/drafts/{id}/check', 200, { values, json: { accept: found.refusing } })).json;
  check('what is accepted by name does not refuse', again.refusing.length === 0, JSON.stringify(again.refusing));
}
const kept = (await expect(approver, 'GET', '/api/v1/drafts/{id}', 200, { values })).json;
check('the last check is kept', kept.check?.refusing.length === 0);
await expect({}, 'GET', '/api/v1/drafts/{id}/check', 401, { values, code: 'UNAUTHENTICATED' });
check('the findings are as the check answered them', (await expect(approver, 'GET', '/api/v1/drafts/{id}/check', 200, { values })).text === (await expect(planner, 'GET', '/api/v1/drafts/{id}/check', 200, { values, ask: { format: 'json' } })).text);
for (const [format, begin] of Object.entries({ xlsx: 'PK', gpkg: 'SQLite format 3', csv: '\uFEFFnumber', html: '<!doctype html>\n<html lang="en">' })) {
  const [one, same] = [await expect(planner, 'GET', '/api/v1/drafts/{id}/check', 200, { values, ask: { format, lang: 'en' } }),
    await expect(approver, 'GET', '/api/v1/drafts/{id}/check', 200, { values, ask: { format, lang: 'en' } })];
  check(`the findings as ${format}, the same bytes for both`, one.text.startsWith(begin) && one.bytes.equals(same.bytes), one.text.slice(0, 80));
}
await expect(planner, 'GET', '/api/v1/drafts/{id}/check', 400, { values, ask: { format: 'pdf' }, code: 'PARAMETER_VALUE' });
const impact = (await expect(planner, 'GET', '/api/v1/drafts/{id}/impact', 200, { values })).json;
check('a new title changes words alone', impact.changed > 0 && impact.parcels.every(({ only_words: only }) => only), `${impact.changed} changed`);
const table = await expect(planner, 'GET', '/api/v1/drafts/{id}/impact', 200, { values, ask: { format: 'csv' } });
check('the table has all of them', table.text.split('\r\n').length - 2 === impact.changed && table.text.startsWith('\uFEFF'));
const kFormats = { xlsx: 'PK', gpkg: 'SQLite format 3', csv: '\uFEFFreference' };
for (const [format, begin] of Object.entries(kFormats)) {
  const one = await expect(planner, 'GET', '/api/v1/drafts/{id}/impact', 200, { values, ask: { format, lang: 'en', as_of: '2026-01-01' } });
  const same = await expect(approver, 'GET', '/api/v1/drafts/{id}/impact', 200, { values, ask: { format, lang: 'en', as_of: '2026-01-01' } });
  check(`the impact as ${format}, the same bytes for both`, one.text.startsWith(begin) && one.bytes.equals(same.bytes)
    && one.headers['content-disposition']?.includes(`impact-${id}.${format}`), one.headers['content-disposition']);
  const list = await expect(approver, 'GET', '/api/v1/plans/{id}/parcels', 200, { values: { id: plan.id }, ask: { format, lang: 'vi' } });
  check(`the parcels under a plan as ${format}`, list.text.startsWith(begin) && list.headers['content-disposition']?.includes(`parcels-${plan.id}.${format}`));
  await expect({}, 'GET', '/api/v1/drafts/{id}/impact', 401, { values, ask: { format }, code: 'UNAUTHENTICATED' });
}
await expect(planner, 'GET', '/api/v1/drafts/{id}/impact', 400, { values, ask: { format: 'xls' }, code: 'PARAMETER_VALUE' });
const [w, s, e, n] = plan.bbox;
const y = (1 - Math.asinh(Math.tan(((s + n) * Math.PI) / 360)) / Math.PI) / 2;
const at = { z: 13, x: Math.floor(((w + e) / 2 + 180) / 360 * 2 ** 13), y: Math.floor(y * 2 ** 13) };
const tile = await expect(planner, 'GET', '/api/v1/drafts/{id}/tiles/planning/{z}/{x}/{y}.mvt', 200, { values: { ...values, ...at } });
check('the preview shows the plan', tile.bytes.includes(plan.id));
await expect({}, 'GET', '/api/v1/drafts/{id}/tiles/planning/{z}/{x}/{y}.mvt', 401, { values: { ...values, ...at }, code: 'UNAUTHENTICATED' });
const centre = { lon: (w + e) / 2, lat: (s + n) / 2 };
const said = async (who, route, more = {}) => (await expect(who, 'GET', route, 200, { ask: { ...centre, lang: 'vi' }, ...more })).json;
const would = await said(planner, '/api/v1/drafts/{id}/planning', { values });
const titles = ({ topics }) => topics.flatMap(({ restrictions }) => (restrictions ?? []).map(({ plan: { title } }) => title));
const now = (await client.ask('GET', `/api/v1/planning?${query({ ...centre, lang: 'vi' })}`)).json;
check('the draft answers as if it were published', titles(would).some((title) => title.startsWith('Sửa: ')) && !titles(now).some((title) => title.startsWith('Sửa: ')));
const [{ reference }] = impact.parcels;
await expect(approver, 'GET', '/api/v1/drafts/{id}/planning', 200, { values, ask: { parcel: reference, candidate: 1, geometry: true } });
await expect(planner, 'GET', '/api/v1/drafts/{id}/planning', 400, { values, ask: { lon: 'x', lat: 'y' }, code: 'PARAMETER_VALUE' });
await expect(planner, 'GET', '/api/v1/drafts/{id}/planning', 404, { values, ask: { parcel: '27553/999/99999' } });
await expect({}, 'GET', '/api/v1/drafts/{id}/planning', 401, { values, ask: centre, code: 'UNAUTHENTICATED' });
const idle = (await expect(planner, 'GET', '/api/v1/drafts/{id}/check/progress', 200, { values })).json;
check('no check runs', idle.is_running === false && Object.keys(idle).length === 1);
await expect(planner, 'DELETE', '/api/v1/drafts/{id}/check', 204, { values });
await expect(approver, 'DELETE', '/api/v1/drafts/{id}/check', 403, { values, code: 'FORBIDDEN' });
await step(planner, 'submitted', 200);
await step(planner, 'approved', 403, { code: 'SECOND_PERSON_NEEDED' });
await step(approver, 'approved', 200);
check('nothing is out before it is published', (await planNow()) === before);
const published = (await step(approver, 'published', 200)).json;
const after = await planNow();
check('what is published is out when the answer comes', after !== before && after.includes('Sửa: ') && published.edition !== first);
await expect(planner, 'POST', '/api/v1/editions/{id}/restore', 403, { values: { id: first }, json: { reason: 'sai' }, code: 'FORBIDDEN' });
await expect(approver, 'POST', '/api/v1/editions/{id}/restore', 204, { values: { id: first }, json: { reason: 'sai' } });
check('and the edition before answers with the same bytes', (await planNow()) === before);
await expect(planner, 'GET', '/api/v1/drafts', 200);

// --- what changes a plan without its layers, and the parcels of a commune ---------------------------------------------------

/** Through check, two people and publication. */
async function publish(values) {
  const found = (await expect(planner, 'POST', '/api/v1/drafts/{id}/check', 200, { values, json: { accept: [] } })).json;
  if (found.refusing.length > 0) await expect(planner, 'POST', '/api/v1/drafts/{id}/check', 200, { values, json: { accept: found.refusing } });
  const told = (await expect(planner, 'GET', '/api/v1/drafts/{id}/impact', 200, { values })).json;
  const go = (who, to) => expect(who, 'POST', '/api/v1/drafts/{id}/steps', 200, { values, json: { to, reason: 'vì thế' } });
  await go(planner, 'submitted');
  await go(approver, 'approved');
  const begin = Date.now();
  const { edition } = (await go(approver, 'published')).json;
  return { told, edition, ms: Date.now() - begin };
}
const order = (json, status = 201, more = {}) => expect(planner, 'POST', '/api/v1/drafts', status, { json, ...more });
const decision = { number: 'DEMO-999/QĐ-UBND', date: '2026-01-02', authority: 'Ủy ban nhân dân (DEMO)' };
const etagsAt = async (boxes) => Object.fromEntries(await Promise.all(boxes.map(async ({ set, z, x, y }) =>
  [`${set}/${z}/${x}/${y}`, (await client.ask('GET', `/tiles/${set}/${z}/${x}/${y}.mvt`)).headers.etag])));
const cell = { x: at.x * 2, y: at.y * 2 };
const around = [];
for (const set of ['base', 'cadastre', 'planning']) for (let dx = -6; dx <= 7; dx += 1) for (let dy = -6; dy <= 7; dy += 1) around.push({ set, z: 14, x: cell.x + dx, y: cell.y + dy });
const tilesBefore = await etagsAt(around);

const suspended = (await order({ kind: 'status', patch: { plan: plan.id, action: 'suspend', from: '2026-02-01', decision } })).json;
check('a draft says what it changes', suspended.kind === 'status' && suspended.plan === plan.id);
await order({ kind: 'status', patch: { plan: plan.id, action: 'lift', from: '2026-02-01', decision } }, 422, { code: 'PLAN_UNFIT' });
await order({ kind: 'metadata', patch: { plan: plan.id, scale: '1/500' } }, 422, { code: 'PLAN_UNFIT' });
await order({ kind: 'dossier', patch: { plan: plan.id } }, 400, { code: 'BODY_UNREADABLE' });
const late = (await order({ kind: 'metadata', patch: { plan: plan.id, title: 'Muộn (DEMO)', accuracy_m: null } })).json;
const lateValues = { id: late.id };
await expect(planner, 'POST', '/api/v1/drafts/{id}/check', 200, { values: lateValues, json: { accept: [] } });
const first2 = await publish({ id: suspended.id });
check(`a suspension is out in ${first2.ms} ms and changes answers`, first2.told.changed > 0 && first2.told.parcels.some(({ only_words: only }) => !only));
const statusOn = async (day) => (await client.ask('GET', `/api/v1/plans?${query({ as_of: day })}`)).json.plans.find(({ id: one }) => one === plan.id).status;
check('and hides no earlier day', (await statusOn('2026-01-31')) === 'in_force' && (await statusOn('2026-02-01')) === 'suspended');
const tilesAfter = await etagsAt(around);
const moved = Object.keys(tilesBefore).filter((tile) => tilesBefore[tile] !== tilesAfter[tile]);
check(`only the plan's tiles have another ETag (${moved.length} of ${around.length})`,
  moved.length > 0 && moved.length < around.length / 3 && moved.every((tile) => tile.startsWith('planning/')), moved.slice(0, 5).join());
await expect(planner, 'POST', '/api/v1/drafts/{id}/steps', 200, { values: lateValues, json: { to: 'submitted' } });
await expect(approver, 'POST', '/api/v1/drafts/{id}/steps', 200, { values: lateValues, json: { to: 'approved', reason: 'được' } });
await expect(approver, 'POST', '/api/v1/drafts/{id}/steps', 409, { values: lateValues, json: { to: 'published' }, code: 'DRAFT_STALE' });
const { upload: papers } = (await expect(planner, 'POST', '/api/v1/uploads', 201)).json;
await expect(planner, 'POST', '/api/v1/uploads/{id}/files', 204, { values: { id: papers }, ask: { path: 'qd.pdf' }, bytes: '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n' });
const corrected = (await order({ kind: 'metadata', upload: papers, patch: { plan: plan.id, title: 'Đúng (DEMO)', document: [{ kind: 'decision', title: 'Quyết định (DEMO)', file: 'qd.pdf' }] } })).json;
await publish({ id: corrected.id });
const detail = (await client.ask('GET', `/api/v1/plans/${encodeURIComponent(plan.id)}`)).json;
check('a correction keeps the suspension and brings its document', detail.title === 'Đúng (DEMO)' && detail.suspensions?.[0].from === '2026-02-01'
  && (await client.ask('GET', detail.documents.at(-1).href)).status === 200, JSON.stringify(detail).slice(0, 300));
await expect(approver, 'POST', '/api/v1/editions/{id}/restore', 204, { values: { id: first }, json: { reason: 'sai' } });
const tilesBack = await etagsAt(around);
check('going back gives the bytes and the ETags of before', (await planNow()) === before && around.every(({ set, z, x, y }) => tilesBack[`${set}/${z}/${x}/${y}`] === tilesBefore[`${set}/${z}/${x}/${y}`]));
const log = spawnSync(join(kBin, 'quyhoach'), ['log', '--verify', '--state', state], { encoding: 'utf8' });
check('the audit log is whole', log.status === 0, log.stdout + log.stderr);

const page = await client.ask('GET', '/quy-hoach-vien?lang=en');
check('200 GET /quy-hoach-vien', page.status === 200 && page.text.includes('desk') && departures('/quy-hoach-vien', 'GET', page) === '', page.text);

client.close();
await server.stop();
rmSync(own, { recursive: true });
finish('the desk');
