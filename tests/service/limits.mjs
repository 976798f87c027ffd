// limits.mjs WORKDIR: what the service says when it is asked too often, and before anything has been published.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, check, finish, startServer } from './harness.mjs';
import { contract, departures, needsState } from './openapi.mjs';

const register = join(resolve(process.argv[2]), 'register');
const own = mkdtempSync(join(tmpdir(), 'quyhoach-limits-'));

/** Tells a story to a server of its own. */
async function withServer(folder, flags, story) {
  const running = await startServer(folder, ...flags);
  const client = new Client(running.url);
  try {
    await story(client);
  } finally {
    client.close();
    await running.stop();
  }
}

const kAsked = 500; // More than the 400 that are granted at once after a pause.
const kPath = '/api/v1/district';
const ask = async (client, headers = {}) => {
  const answers = [];
  for (let i = 0; i < kAsked; i += 1) answers.push(await client.ask('GET', kPath, { headers }));
  return answers;
};

async function tooOften(client) {
  const refused = (await ask(client)).filter(({ status }) => status === 429);
  check(`of ${kAsked} requests at once some are 429 where 1 a second is allowed`, refused.length > 0 && refused.length < kAsked, `${refused.length}`);
  for (const answer of refused.slice(0, 1)) {
    const wrong = departures(kPath, 'GET', answer);
    check('429 is as the contract says', wrong === '', wrong);
    check('429 TOO_MANY_REQUESTS', answer.json?.code === 'TOO_MANY_REQUESTS' && answer.json?.status === 429, answer.text);
    check('429 says when to come back, in whole seconds', /^[1-9]\d*$/.test(answer.headers['retry-after'] ?? ''), answer.headers['retry-after']);
  }
}

async function exempt(client) {
  const answers = await ask(client);
  check(`an exempt network gets all ${kAsked}`, answers.every(({ status }) => status === 200), answers.map(({ status }) => status).join());
}

/** Every route of the contract, before the first edition: what needs one is 503, what does not answers. */
async function beforeTheFirstEdition(client) {
  const kWithout = new Set(['/healthz', '/metrics', '/api/v1/openapi.yaml']);
  const kPages = new Set(['/', '/thua', '/thua/{commune}/{sheet}/{number}']); // Served without pages here: 404.
  for (const [route, methods] of Object.entries(contract.paths)) {
    if (needsState(methods)) continue;
    const parameters = new Map(Object.entries({ tileset: 'base', name: 'light', q: 'a' }));
    const path = route.replaceAll(/\{(\w+)\}/g, (_, name) => parameters.get(name) ?? '1');
    for (const method of Object.keys(methods).map((name) => name.toUpperCase()).filter((name) => !kPages.has(route) && name !== 'PARAMETERS')) {
      const answer = await client.ask(method, path, method === 'POST' ? { body: '{}' } : {});
      const expected = kWithout.has(route) ? 200 : 503;
      const wrong = departures(route, method, answer);
      check(`${expected} ${method} ${path} before the first edition`, answer.status === expected && wrong === ''
        && (expected === 200 || answer.json?.code === 'UNAVAILABLE'), `${answer.status} ${wrong}`);
    }
  }
}

try {
  await withServer(register, ['--rate', '1', '--exempt', 'none'], tooOften);
  await withServer(register, ['--rate', '1', '--exempt', 'none', '--exempt', '127.0.0.0/8'], exempt);
  await withServer(own, [], beforeTheFirstEdition);
} catch (error) {
  check('the limits were tried to the end', false, error.stack);
} finally {
  rmSync(own, { recursive: true, force: true });
}
finish('limits');
