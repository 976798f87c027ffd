// oidc.mjs WORKDIR: signing in by an OpenID provider, with a real one on loopback, its refusals, and what a hostile one would send.
// Starts servers of its own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, check, finish, fromWeb, kBin, startServer } from './harness.mjs';
import { contract, departures } from './openapi.mjs';
import { Browser, signingKey, startProvider } from './provider.mjs';

const register = join(process.argv[2], 'register');
const folder = mkdtempSync(join(tmpdir(), 'quyhoach-oidc-'));
const state = join(folder, 'state');
const secretFile = join(folder, 'secret');
const kSecret = 'a secret: with & and =';
const kPassword = 'mật khẩu thứ nhất';
const kStart = '/api/v1/session/oidc';
const kCallback = '/api/v1/session/oidc/callback';
const pages = new URL('../../web/dist', import.meta.url).pathname;
writeFileSync(secretFile, `${kSecret}\n`, { mode: 0o600 });

const user = (...words) => spawnSync(join(kBin, 'quyhoach'), ['user', ...words, '--state', state], { input: `${kPassword}\n${kPassword} mới\n`, encoding: 'utf8' });
const said = ({ status, stdout, stderr }) => `${status} ${stdout}${stderr}`;
function person(login, role) {
  const added = user('add', login, '--name', `Người ${login}`, '--role', role, '--password-stdin');
  const changed = user('password', login);
  check(`quyhoach user add ${login}`, added.status === 0 && changed.status === 0, said(added) + said(changed));
}

/** A port that was free a moment ago: the provider is to know the way back before the server is there. */
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
  });
}

const provider = await startProvider();
const { issuer } = provider;
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const keys = [signingKey('RS256', 'first')];
const serve = (alg, more = {}) => provider.serve({ keys, redirect: url + kCallback, clients: [{ id: 'quyhoach', secret: kSecret, alg, ...more }] });
serve('RS256');

person('planner', 'planner');
person('approver', 'approver');
const flags = ['--state', state, '--public-url', url, '--oidc-issuer', issuer, '--oidc-client', 'quyhoach', '--oidc-name', 'SSO DEMO'];
const withSecret = [...flags, '--oidc-secret-file', secretFile];
const start = (...more) => startServer(register, '--port', String(port), ...more, ...(existsSync(pages) ? ['--web', pages] : []));

// --- what is not to be switched on ---------------------------------------------------------------------------------------

for (const [name, ...words] of [
  ['a provider without TLS', ...flags.slice(0, 4), '--oidc-issuer', 'http://sso.example', '--oidc-client', 'x'],
  ['no address of our own', '--state', state, '--oidc-issuer', issuer, '--oidc-client', 'x'],
  ['an address with a path', '--state', state, '--public-url', `${url}/a`, '--oidc-issuer', issuer, '--oidc-client', 'x'],
  ['an address without TLS', '--state', state, '--public-url', 'http://qh.example', '--oidc-issuer', issuer, '--oidc-client', 'x'],
  ['no client', '--state', state, '--public-url', url, '--oidc-issuer', issuer],
  ['no state', ...flags.slice(2)],
  ['a client without a provider', '--state', state, '--oidc-client', 'x'],
  ['no such secret file', ...flags, '--oidc-secret-file', join(folder, 'none')],
]) {
  const failure = await startServer(register, ...words).then((server) => server.stop().then(() => null), (cause) => cause.message);
  check(`the server does not start with ${name}`, /--oidc-|--public-url|cannot (open|read)/.test(failure ?? ''), failure ?? 'it started');
}
chmodSync(secretFile, 0o604);
check('the server does not start with a secret that everybody may read', await start(...withSecret).then((server) => server.stop().then(() => false), (cause) => cause.message.includes('everybody')));
chmodSync(secretFile, 0o600);

// --- the whole way ---------------------------------------------------------------------------------------------------------

let server = await start(...withSecret);
const client = new Client(url);
const seen = new Set();
/** Asks as a program does, and holds the answer against the contract. */
async function expect(path, status, code, headers = {}, name = '') {
  const answer = await client.ask('GET', path, { headers });
  const route = path.split('?')[0];
  seen.add(`${route} ${answer.status}`);
  const wrong = [
    departures(route, 'GET', answer), answer.status === status ? '' : `status ${answer.status}, expected ${status} ${answer.text.slice(0, 160)}`,
    code && answer.json?.code !== code ? `code ${answer.json?.code}` : '', answer.headers['cache-control'] === 'no-store' ? '' : 'is cached',
    answer.headers['access-control-allow-origin'] ? 'open to other sites' : ''].filter(Boolean).join('; ');
  check(`${status} ${code ?? ''} GET ${path.slice(0, 60)} ${name}`, wrong === '', wrong);
  return answer;
}
/** Back from the provider. \return the browser's answer */
const back = (browser, page, options = {}) => browser.visit(page.location, { from: issuer, ...options });
const deskWith = (code) => `${url}/quy-hoach-vien#sign-in=${code}`;
const sessionOf = async (browser) => {
  const answer = await browser.visit(`${url}/api/v1/session`, { accept: 'application/json' });
  return answer.status === 200 ? JSON.parse(answer.text) : null;
};

const ways = await expect('/api/v1/session/ways', 200);
check('the page is told of the provider', ways.json.provider?.name === 'SSO DEMO' && ways.json.provider.href === kStart, ways.text);

{
  const browser = new Browser();
  const first = await browser.visit(url + kStart);
  seen.add(`${kStart} ${first.status}`);
  const asked = new URL(first.location ?? url).searchParams;
  check('the provider is asked with PKCE, state and nonce', first.status === 303 && asked.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(asked.get('code_challenge')) &&
    /^[0-9a-f]{64}$/.test(asked.get('state')) && /^[0-9a-f]{64}$/.test(asked.get('nonce')) && asked.get('scope') === 'openid' && asked.get('redirect_uri') === url + kCallback, first.location);
  check('the cookie of the door goes nowhere else', new RegExp(`^quyhoach_oidc=[0-9a-f]{64}; HttpOnly; SameSite=Lax; Path=${kStart}; Max-Age=600; Secure$`).test(first.headers.get('set-cookie')), first.headers.get('set-cookie'));
  check('neither is kept', first.headers.get('cache-control') === 'no-store' && first.headers.get('referrer-policy') === 'no-referrer');
}
{
  const stranger = new Browser();
  const answer = await back(stranger, await stranger.signInAt(url + kStart, issuer, 'person-1'));
  check('somebody without an account is told the name to give the administrator', answer.status === 303 && answer.location === `${deskWith('OIDC_UNLINKED')}&subject=person-1` && !stranger.cookie('quyhoach_session'), answer.location);
}
{
  const words = ['--issuer', issuer, '--subject', 'person-1'];
  check('quyhoach user link', user('link', 'planner', ...words).status === 0);
  check('a person has one account', user('link', 'approver', ...words).status === 1);
  check('quyhoach user links', new RegExp(`^planner +${issuer}  person-1$`, 'm').test(user('links').stdout), said(user('links')));
  check('quyhoach user link approver', user('link', 'approver', '--issuer', issuer, '--subject', 'person-2').status === 0);
}
const planner = new Browser();
{
  const page = await planner.signInAt(url + kStart, issuer, 'person-1');
  check('the provider names itself on the way back (RFC 9207)', new URL(page.location).searchParams.get('iss') === issuer, page.location);
  const answer = await back(planner, page);
  seen.add(`${kCallback} ${answer.status}`);
  check('a linked person is in', answer.status === 303 && answer.location === `${url}/quy-hoach-vien`, `${answer.status} ${answer.location}`);
  check('with the cookie a password gets', planner.cookie('quyhoach_session')?.sameSite === 'Strict' && !planner.cookie('quyhoach_oidc'));
  const session = await sessionOf(planner);
  check('as the account that is linked, with its role', session?.user.login === 'planner' && session.role === 'planner' && session.must_change_password === false, JSON.stringify(session));
  check('a role opens its routes and no others', (await planner.visit(`${url}/api/v1/drafts`, { accept: 'application/json' })).status === 200);
  const again = await back(planner, page);
  check('the same way back a second time is refused', again.location === deskWith('OIDC_STATE'), again.location);
  check('and the session stays', (await sessionOf(planner))?.user.login === 'planner');

  const before = planner.cookie('quyhoach_session').value;
  await back(planner, await planner.signInAt(url + kStart, issuer, 'person-1'));
  const old = await client.ask('GET', '/api/v1/session', { headers: { Cookie: `quyhoach_session=${before}` } });
  check('signing in anew ends the session before', old.status === 401 && planner.cookie('quyhoach_session').value !== before, String(old.status));
}

// --- the way back, tampered with ----------------------------------------------------------------------------------------

/** A browser that stands before the way back, with what the provider gave it. */
async function beforeTheWayBack(subject = 'person-1') {
  const browser = new Browser();
  const page = await browser.signInAt(url + kStart, issuer, subject);
  return { browser, page, cookie: `quyhoach_oidc=${browser.cookie('quyhoach_oidc').value}`, query: new URL(page.location).searchParams };
}
const pathWith = (query, changes) => {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) value === null ? changed.delete(name) : changed.set(name, value);
  return `${kCallback}?${changed}`;
};
{
  const { page, cookie, query } = await beforeTheWayBack();
  await expect(pathWith(query, {}), 400, 'OIDC_STATE', {}, 'in a browser that did not begin');
  await expect(pathWith(query, {}), 400, 'OIDC_STATE', { Cookie: `quyhoach_oidc=${'0'.repeat(64)}` }, 'with an invented cookie');
  for (const state_ of [null, '', 'x', '0'.repeat(64)]) await expect(pathWith(query, { state: state_ }), 400, 'OIDC_STATE', { Cookie: cookie }, `with state ${state_}`);
  await expect(`${new URL(page.location).pathname}${new URL(page.location).search}&code=other`, 400, 'PARAMETER_REPEATED', { Cookie: cookie });
  await expect(`${kCallback}?code=${'x'.repeat(3_900)}`, 400, 'OIDC_STATE', { Cookie: cookie });
  await expect(pathWith(query, { session_state: 'x' }), 303, undefined, { Cookie: cookie }, 'with a parameter we need not know');
  await expect(pathWith(query, {}), 400, 'OIDC_STATE', { Cookie: cookie }, 'a second time');
}
for (const [name, changes] of [['another issuer', { iss: 'https://evil.example' }], ['no issuer', { iss: null }], ['no code', { code: null }], ['an invented code', { code: 'x'.repeat(43) }]]) {
  const { cookie, query } = await beforeTheWayBack();
  await expect(pathWith(query, changes), 400, 'OIDC_STATE', { Cookie: cookie }, `with ${name}`);
  await expect(pathWith(query, {}), 400, 'OIDC_STATE', { Cookie: cookie }, `${name}, mended`);
}
{
  const one = await beforeTheWayBack();
  const other = await beforeTheWayBack('person-2');
  await expect(pathWith(one.query, { code: other.query.get('code') }), 400, 'OIDC_STATE', { Cookie: one.cookie }, 'with the code of another sign-in: its verifier is not known here');
  const spent = await beforeTheWayBack();
  const taken = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`quyhoach:${encodeURIComponent(kSecret)}`).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: spent.query.get('code'), redirect_uri: url + kCallback, code_verifier: 'y'.repeat(64) }) });
  check('a stolen code is worth nothing without its verifier', taken.status === 400, String(taken.status));
}
{
  const browser = new Browser();
  const answer = await back(browser, await browser.signInAt(url + kStart, issuer, null));
  check('who cancels there is back at the door', answer.location === deskWith('OIDC_DENIED'), answer.location);
  const { cookie, query } = await beforeTheWayBack();
  await expect(pathWith(query, { code: null, error: 'access_denied', error_description: '<script>' }), 403, 'OIDC_DENIED', { Cookie: cookie });
  const failed = await beforeTheWayBack();
  await expect(pathWith(failed.query, { code: null, error: 'server_error' }), 502, 'OIDC_PROVIDER', { Cookie: failed.cookie });
}

// --- a provider that is not what it should be -------------------------------------------------------------------------

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The provider's answer, with the ID token and the claims changed on the way. */
const tokenWith = (change) => async (request, response) => {
  const body = await new Promise((done) => { const parts = []; request.on('data', (part) => parts.push(part)).on('end', () => done(Buffer.concat(parts))); });
  provider.spoil(null);
  const good = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization: request.headers.authorization, 'content-type': request.headers['content-type'] }, body });
  const json = await good.json();
  const [header, payload, signature] = json.id_token.split('.');
  const parts = { header: JSON.parse(Buffer.from(header, 'base64url')), claims: JSON.parse(Buffer.from(payload, 'base64url')), signature };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...json, id_token: change(parts, { header, payload, signature }) }));
};
const onToken = (act) => provider.spoil((request, response) => { if (!request.url.startsWith('/token')) return false; void act(request, response); return true; });
/** \param why  what the server's log says: that each is refused for its own reason */
async function refusedWith(name, why, act) {
  const { cookie, query } = await beforeTheWayBack();
  onToken(act);
  await expect(pathWith(query, {}), 502, 'OIDC_PROVIDER', { Cookie: cookie }, name);
  provider.spoil(null);
  const line = server.log().trimEnd().split('\n').pop();
  check(`… because: ${why}`, line.includes(why), line);
}
const rebuilt = ({ header, claims, signature }, more = {}) => `${encode({ ...header, ...more.header })}.${encode({ ...claims, ...more.claims })}.${more.signature ?? signature}`;
await refusedWith('a token without a signature', 'an algorithm that is not taken', tokenWith((parts) => rebuilt(parts, { header: { alg: 'none' }, signature: '' })));
await refusedWith('a token with an HMAC of the public key', 'an algorithm that is not taken', tokenWith((parts) => rebuilt(parts, { header: { alg: 'HS256' }, signature: createHash('sha256').update(JSON.stringify(keys)).digest('base64url') })));
await refusedWith('a token for another subject', "the signature is not the provider's", tokenWith((parts) => rebuilt(parts, { claims: { sub: 'person-2' } })));
await refusedWith('a token of a key nobody has', 'signed with a key the provider does not have', tokenWith((parts) => rebuilt(parts, { header: { kid: 'invented' } })));
await refusedWith('half a token', 'not three parts', tokenWith((_, { header, payload }) => `${header}.${payload}`));
await refusedWith('a token of 200 kB', 'too long', tokenWith((_, { header, signature }) => `${header}.${'A'.repeat(200_000)}.${signature}`));
await refusedWith('an endless answer', 'Failed writing', (_, response) => { response.writeHead(200); const more = () => { while (response.write('x'.repeat(65_536))); }; response.on('drain', more).on('error', () => {}); more(); });
await refusedWith('a redirect elsewhere', 'the provider gave no token: 307', (_, response) => response.writeHead(307, { location: `${url}/healthz` }).end());
await refusedWith('no JSON', 'holds no ID token', (_, response) => response.writeHead(200).end('<html>'));
await refusedWith('a refusal of the client', '401 invalid_client', (_, response) => response.writeHead(401).end('{"error":"invalid_client"}'));
await refusedWith('a broken connection', 'Server returned nothing', (request) => request.socket.destroy());
{
  // What another sign-in was given, whole and rightly signed: only the nonce tells.
  const one = await beforeTheWayBack();
  let stolen = '';
  onToken(tokenWith((_, parts) => { stolen = Object.values(parts).join('.'); return 'x.y.z'; }));
  await expect(pathWith(one.query, {}), 502, 'OIDC_PROVIDER', { Cookie: one.cookie }, 'a token taken on its way');
  await refusedWith('a good token of another sign-in (nonce)', '(nonce)', tokenWith(() => stolen));
}
{
  const began = Date.now();
  const hanging = await beforeTheWayBack();
  onToken(() => {});
  const answers = await Promise.all([expect(pathWith(hanging.query, {}), 502, 'OIDC_PROVIDER', { Cookie: hanging.cookie }, 'a provider that says nothing'),
    (async () => { const other = new Client(url); const health = await other.ask('GET', '/api/v1/district'); other.close(); return { ...health, after: Date.now() - began }; })()]);
  check('a provider that says nothing ends within 10 s and keeps nobody waiting', Date.now() - began < 10_000 && answers[1].status === 200 && answers[1].after < 1_500, `${Date.now() - began} ms, ${answers[1].after} ms`);
  provider.spoil(null);
}

// --- keys and clients change ----------------------------------------------------------------------------------------------

async function isIn(name) {
  const browser = new Browser();
  const answer = await back(browser, await browser.signInAt(url + kStart, issuer, 'person-1'));
  return check(name, answer.location === `${url}/quy-hoach-vien` && (await sessionOf(browser))?.user.login === 'planner', `${answer.location} ${server.log().split('\n').slice(-3).join(' ')}`);
}
await server.stop();
server = await start(...withSecret);
await isIn('RS256, asked for its keys once');
keys.splice(0, 1, signingKey('ES256', 'second'));
serve('ES256');
await isIn('ES256, with keys that came meanwhile');
await server.stop();
keys.splice(0, 1, signingKey('EdDSA', 'third'));
serve('EdDSA', { method: 'client_secret_post' });
server = await start(...withSecret);
await isIn('EdDSA');
await server.stop();
keys.splice(0, 1, signingKey('RS256', 'fourth'));
provider.serve({ keys, redirect: url + kCallback, clients: [{ id: 'quyhoach', alg: 'RS256' }] });
server = await start(...flags);
await isIn('a public client, by PKCE alone');

// --- accounts ---------------------------------------------------------------------------------------------------------------

{
  const browser = new Browser();
  await back(browser, await browser.signInAt(url + kStart, issuer, 'person-1'));
  const { csrf } = await sessionOf(browser);
  const out = await client.ask('DELETE', '/api/v1/session?everywhere=true', { headers: { Cookie: `quyhoach_session=${browser.cookie('quyhoach_session').value}`, 'X-CSRF-Token': csrf } });
  check('signing out everywhere ends it', out.status === 204 && (await sessionOf(browser)) === null);
}
{
  for (let i = 0; i < 5; i += 1) await client.ask('POST', '/api/v1/session', { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'approver', password: 'x' }) });
  const locked = await beforeTheWayBack('person-2');
  const answer = await expect(pathWith(locked.query, {}), 429, 'SIGN_IN_LOCKED', { Cookie: locked.cookie }, 'while wrong passwords lock the login');
  check('and says how long', Number(answer.headers['retry-after']) > 0);
  user('reset', 'approver', '--password-stdin');
  const browser = new Browser();
  await back(browser, await browser.signInAt(url + kStart, issuer, 'person-2'));
  check('a password somebody else chose is changed first, whichever the door', (await sessionOf(browser))?.must_change_password === true &&
    (await browser.visit(`${url}/api/v1/drafts`, { accept: 'application/json' })).status === 403);
}
{
  const browser = new Browser();
  await back(browser, await browser.signInAt(url + kStart, issuer, 'person-1'));
  const unlinked = user('unlink', 'planner', '--issuer', issuer);
  check('quyhoach user unlink ends the sessions', unlinked.status === 0 && (await sessionOf(browser)) === null, said(unlinked));
  check('what is not linked is not unlinked', user('unlink', 'planner', '--issuer', issuer).status === 1);
  user('link', 'planner', '--issuer', issuer, '--subject', 'person-1');
  user('disable', 'planner');
  const { cookie, query } = await beforeTheWayBack();
  const refused = await expect(pathWith(query, {}), 403, 'OIDC_UNLINKED', { Cookie: cookie }, 'of a disabled account');
  check('and is told who they are', refused.json.subject === 'person-1');
  const log = spawnSync(join(kBin, 'quyhoach'), ['log', '--state', state], { encoding: 'utf8' });
  check('links are in the audit log', log.stdout.includes('user.linked') && log.stdout.includes('user.unlinked'), log.stdout);
}
for (const text of [server.log()]) check('no secret is in the log', !text.includes(kSecret) && !/[0-9a-f]{64}|eyJ/.test(text), text.slice(0, 400));

// --- in a real browser, whose SameSite rules are its own ---------------------------------------------------------------

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (existsSync(chromium) && existsSync(join(pages, 'desk.html'))) {
  const browser = await fromWeb('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-webgl'] });
  const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
  page.setDefaultTimeout(20_000);
  user('reset', 'planner', '--password-stdin');
  user('password', 'planner');
  const enter = async (subject) => {
    await page.goto(`${url}/quy-hoach-vien`);
    await page.click('#sign-in-provider');
    await page.fill('input[name=login]', subject);
    await page.fill('input[name=password]', 'any');
    await page.click('button[type=submit]');
    await page.click('button[type=submit]');
  };
  try {
    await enter('person-9');
    const problem = await page.waitForSelector('.problem[data-code=OIDC_UNLINKED]');
    check('the desk says what is missing, and for whom', (await problem.textContent()).includes('person-9'), await problem.textContent());
    check('and forgets it', !page.url().includes('person-9'), page.url());
    await page.context().clearCookies();
    await enter('person-1');
    await page.waitForSelector('#nav-drafts');
    check('the desk opens in a browser that keeps SameSite', page.url().startsWith(`${url}/quy-hoach-vien`), page.url());
  } catch (cause) {
    check('the door in a browser', false, `${cause.message.split('\n')[0]} at ${page.url()}`);
  }
  await browser.close();
}

// --- a provider whose certificate nobody vouches for ---------------------------------------------------------------------

await server.stop();
{
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { encoding: 'utf8' });
  check('a certificate of our own', made.status === 0, made.stderr);
  let asked = 0;
  const impostor = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => { asked += 1; response.end('{}'); });
  await new Promise((done) => { impostor.listen(0, '127.0.0.1', done); });
  server = await start('--state', state, '--public-url', url, '--oidc-client', 'quyhoach', '--oidc-issuer', `https://localhost:${impostor.address().port}`);
  await expect(kStart, 502, 'OIDC_PROVIDER', {}, 'nobody vouches for the certificate');
  check('and nothing is said to it', asked === 0 && server.log().includes('certificate'), server.log());
  impostor.close();
}

// --- a provider that is down, and a server without one -------------------------------------------------------------------

await server.stop();
server = await start(...withSecret);
await provider.stop();
await expect(kStart, 502, 'OIDC_PROVIDER', {}, 'the provider is down');
const down = await new Browser().visit(url + kStart);
check('people are told at the desk', down.location === deskWith('OIDC_PROVIDER'), down.location);
await expect(`${kStart}?zzz=1`, 400, 'PARAMETER_UNKNOWN');
for (const route of [kStart, kCallback]) {
  const met = Object.keys(contract.paths[route].get.responses).filter((status) => seen.has(`${route} ${status}`));
  check(`${route} was asked and answered`, met.includes('303') && met.some((status) => status.startsWith('4')) && met.includes('502'), met.join());
}
await server.stop();
server = await start('--state', state);
const off = new Client(url);
for (const path of [kStart, kCallback]) check(`404 GET ${path} when it is switched off`, (await off.ask('GET', path)).status === 404);
check('and the page is told so', (await off.ask('GET', '/api/v1/session/ways')).json.provider === null);
off.close();
client.close();
await server.stop();
rmSync(folder, { recursive: true });
finish('OpenID Connect');
