// account.mjs WORKDIR: signing in, and every route that is not public, against server/api/openapi.yaml. Starts a server of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, check, finish, kBin, startServer } from './harness.mjs';
import { contract, departures } from './openapi.mjs';

const register = join(process.argv[2], 'register');
const folder = mkdtempSync(join(tmpdir(), 'quyhoach-account-'));
const state = join(folder, 'state');
const kFirst = 'mật khẩu thứ nhất';
const kSecond = 'mật khẩu thứ hai';
const kRoles = ['clerk', 'planner', 'approver', 'administrator'];
const session = '/api/v1/session';
const password = '/api/v1/session/password';

for (const [login, role] of [...kRoles.map((one) => [one, one]), ['locked', 'planner']]) {
  const added = spawnSync(join(kBin, 'quyhoach'), ['user', 'add', login, '--name', `Người ${login}`, '--role', role, '--state', state, '--password-stdin'],
    { input: `${kFirst}\n`, encoding: 'utf8' });
  check(`quyhoach user add ${login}`, added.status === 0, added.stderr);
}

const server = await startServer(register, '--state', state);
const client = new Client(server.url);
const seen = new Set();

async function expect(route, method, path, status, { code, cookie, csrf, body, type = 'application/json', name, ...options } = {}) {
  const headers = {};
  if (cookie) headers.Cookie = cookie;
  if (csrf) headers['X-CSRF-Token'] = csrf;
  if (body !== undefined) headers['Content-Type'] = type;
  const answer = await client.ask(method, path, { headers, body: typeof body === 'object' ? JSON.stringify(body) : body, ...options });
  seen.add(`${method} ${route} ${answer.status}`);
  const wrong = [
    departures(route, method, answer),
    answer.status === status ? '' : `status ${answer.status}, expected ${status} (${answer.text.slice(0, 160)})`,
    code && answer.json?.code !== code ? `code ${answer.json?.code}, expected ${code}` : '',
    answer.headers['cache-control'] === 'no-store' ? '' : `Cache-Control ${answer.headers['cache-control']}`,
    answer.headers['access-control-allow-origin'] ? 'open to other sites' : '',
    status === 429 && !(Number(answer.headers['retry-after']) > 0) ? 'no Retry-After' : '',
  ].filter(Boolean).join('; ');
  check(`${status}${code ? ` ${code}` : ''} ${method} ${path}${name ? ` (${name})` : ''}`, wrong === '', wrong);
  return answer;
}

const browserOf = ({ headers, json }) => ({ cookie: headers['set-cookie'][0].split(';')[0], csrf: json.csrf });
const signIn = async (login, secret) => browserOf(await expect(session, 'POST', session, 200, { body: { login, password: secret }, name: login }));

// --- signing in and out -----------------------------------------------------------------------------------------------

{
  const answer = await expect(session, 'POST', session, 200, { body: { login: 'PLANNER', password: kFirst } });
  const cookie = answer.headers['set-cookie'].join();
  check('the cookie is ours alone', /^quyhoach_session=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+; Secure$/.test(cookie), cookie);
  check('the session says who', answer.json.user.login === 'planner' && answer.json.role === 'planner' && answer.json.must_change_password === true);
  const browser = browserOf(answer);
  await expect(session, 'GET', session, 200, { cookie: browser.cookie });
  await expect(session, 'GET', `${session}?zzz=1`, 400, { cookie: browser.cookie, code: 'PARAMETER_UNKNOWN' });
  await expect(session, 'GET', session, 401, { code: 'UNAUTHENTICATED' });
  const ways = await expect('/api/v1/session/ways', 'GET', '/api/v1/session/ways', 200);
  check('nobody signs in by a provider here', ways.json.provider === null);
  await expect('/api/v1/session/ways', 'GET', '/api/v1/session/ways?zzz=1', 400, { code: 'PARAMETER_UNKNOWN' });
  await expect(session, 'DELETE', session, 403, { cookie: browser.cookie, code: 'CSRF' });
  await expect(session, 'DELETE', session, 403, { cookie: browser.cookie, csrf: 'x', code: 'CSRF' });
  await expect(session, 'DELETE', `${session}?everywhere=maybe`, 400, { ...browser, code: 'PARAMETER_VALUE' });
  const other = await signIn('planner', kFirst);
  await expect(session, 'DELETE', session, 204, browser);
  await expect(session, 'GET', session, 401, { cookie: browser.cookie, code: 'UNAUTHENTICATED' });
  const third = await signIn('planner', kFirst);
  await expect(session, 'DELETE', `${session}?everywhere=true`, 204, third);
  await expect(session, 'GET', session, 401, { cookie: other.cookie, code: 'UNAUTHENTICATED' });
  for (const [body, type] of [['{'], ['{}'], ['{"login":"planner"}'], ['{"login":1,"password":"x"}'], [`{"login":"planner","password":"${kFirst}"}`, 'text/plain'], ['['.repeat(10_000)]]) {
    await expect(session, 'POST', session, 400, { body, type, code: 'BODY_UNREADABLE', name: `${body.slice(0, 40)} ${type ?? ''}` });
  }
  await expect(session, 'POST', session, 413, { length: 1_000_000, code: 'BODY_TOO_LARGE' });
  const wrong = await expect(session, 'POST', session, 401, { body: { login: 'planner', password: 'x' }, code: 'SIGN_IN_REFUSED' });
  const unknown = await expect(session, 'POST', session, 401, { body: { login: 'nobody', password: kFirst }, code: 'SIGN_IN_REFUSED' });
  check('an unknown login and a wrong password are the same bytes', wrong.text === unknown.text);
  for (const login of ['locked', 'nobody there']) {
    for (let i = 0; i < 5; i += 1) await expect(session, 'POST', session, 401, { body: { login, password: 'x' }, code: 'SIGN_IN_REFUSED' });
    await expect(session, 'POST', session, 429, { body: { login, password: kFirst }, code: 'SIGN_IN_LOCKED', name: login });
  }
}

// --- passwords ----------------------------------------------------------------------------------------------------------

const browsers = {};
for (const role of kRoles) {
  const first = await signIn(role, kFirst);
  const change = (body, status, code) => expect(password, 'POST', password, status, { ...first, body, code });
  await expect(password, 'POST', password, 401, { body: { old: kFirst, new: kSecond }, code: 'UNAUTHENTICATED' });
  await expect(password, 'POST', password, 403, { cookie: first.cookie, body: { old: kFirst, new: kSecond }, code: 'CSRF' });
  if (role === 'clerk') {
    await change({ old: kFirst, new: 'short' }, 422, 'PASSWORD_UNFIT');
    await change({ old: kFirst, new: kFirst }, 422, 'PASSWORD_UNFIT');
    await change({ old: 'x', new: kSecond }, 401, 'SIGN_IN_REFUSED');
    await change({ old: kFirst }, 400, 'BODY_UNREADABLE');
    await expect(password, 'POST', password, 413, { length: 1_000_000, code: 'BODY_TOO_LARGE' });
  }
  const changed = await change({ old: kFirst, new: kSecond }, 200);
  check(`${role}: no change is due any more`, changed.json.must_change_password === false);
  browsers[role] = browserOf(changed);
}

// --- every route that is not public -------------------------------------------------------------------------------------

for (const [route, methods] of Object.entries(contract.paths)) {
  for (const [name, { security, 'x-roles': roles }] of Object.entries(methods)) {
    if (!security) continue;
    const method = name.toUpperCase();
    const path = route.replaceAll(/\{\w+\}/g, '1');
    await expect(route, method, path, 401, { code: 'UNAUTHENTICATED', name: 'nobody' });
    if (method !== 'GET') await expect(route, method, path, 403, { cookie: browsers.planner.cookie, code: 'CSRF', name: 'without the token' });
    for (const role of kRoles.filter((one) => roles && !roles.includes(one))) {
      await expect(route, method, path, 403, { ...browsers[role], code: 'FORBIDDEN', name: role });
    }
  }
}
for (const [route, methods] of Object.entries(contract.paths)) {
  for (const [name, { tags, responses }] of Object.entries(methods)) {
    if (!tags?.includes('account')) continue;
    const met = Object.keys(responses).filter((status) => seen.has(`${name.toUpperCase()} ${route} ${status}`));
    check(`${name.toUpperCase()} ${route} was asked and answered`, met.some((status) => status.startsWith('2')) && met.some((status) => status.startsWith('4')), met.join());
  }
}

await expect('/quy-hoach-vien', 'GET', '/quy-hoach-vien', 404, { code: 'NOT_FOUND', name: 'served without pages here' });

await server.stop();
const without = await startServer(register);
const closed = new Client(without.url);
for (const path of [session, password, `${session}/ways`, `${session}/oidc`, '/api/v1/uploads', '/api/v1/drafts', '/quy-hoach-vien']) {
  const answer = await closed.ask('GET', path);
  check(`404 GET ${path} without a state`, answer.status === 404 && answer.json?.code === 'NOT_FOUND', `status ${answer.status}`);
}
closed.close();
client.close();
await without.stop();
rmSync(folder, { recursive: true });
finish('accounts');
