// @vitest-environment node
// A real server that answers in every way there is of not answering.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '../src/api/request';

const kEnough_ms = 10_000;
const kShort_ms = 150;
const ways: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/whole': (response) => response.writeHead(409, { 'x-word': 'a' }).end('{"code":"BUSY"}'),
  '/bodiless': (response) => response.writeHead(204).end(),
  '/silent': () => undefined,
  '/stalls': (response) => response.writeHead(200, { 'content-length': '100' }).write('half'),
  '/breaks': (response) => response.writeHead(200, { 'content-length': '100' }).write('half', () => setTimeout(() => response.destroy(), 20)),
};
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((asked, response) => ways[asked.url ?? '']?.(response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a request ends', () => {
  test('with the whole answer, whatever its status', async () => {
    const response = await request(`${url}/whole`, {}, kEnough_ms);
    expect([response.status, response.ok, response.headers.get('x-word')]).toEqual([409, false, 'a']);
    expect(await response.json()).toEqual({ code: 'BUSY' });
  });
  test('without a body where there is none', async () => {
    const response = await request(`${url}/bodiless`, {}, kEnough_ms);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });
  test.each(['/silent', '/stalls'])('as TIMEOUT: %s', async (way) => {
    await expect(request(url + way, {}, kShort_ms)).rejects.toMatchObject({ code: 'TIMEOUT', status: 0 });
  });
  test('as NETWORK where the answer breaks off', async () => {
    await expect(request(`${url}/breaks`, {}, kEnough_ms)).rejects.toMatchObject({ code: 'NETWORK', status: 0 });
  });
  test.each(['/silent', '/stalls'])('as whoever asked stopped it: %s', async (way) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), kShort_ms);
    await expect(request(url + way, {}, kEnough_ms, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
