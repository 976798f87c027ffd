// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlanDetail } from '../src/api/model';
import { Desk } from '../src/desk/controller';
import { DeskStore, kInitialDesk, type DeskState } from '../src/desk/state';
import type { Transport } from '../src/desk/upload/upload';

const plan: PlanDetail = {
  id: 'p1', title: 'Khu Đông', topic: 't', decision: { number: '1', date: '2020-01-01', authority: 'U' }, scale: 500, status: 'in_force',
  in_force_from: '2020-02-01', in_force_to: null, documents: [] };

/** A server with one plan: what it is asked, and what it answers to a draft. */
class FakeServer {
  readonly asked: string[] = [];
  draft: () => Response = () => Response.json({ id: 'd1', title: 'x', kind: 'status', plan: 'p1', state: 'draft', author: 'lan', created_at: '', changed_at: '', check: null }, { status: 201 });

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const { pathname, searchParams } = new URL(String(input), 'http://desk.test');
    this.asked.push(`${init.method ?? 'GET'} ${pathname} ${typeof init.body === 'string' ? init.body : ''}`.trim());
    if (pathname === '/api/v1/plans/p1') return Response.json(searchParams.get('lang') === 'en' ? { ...plan, title: 'East' } : plan);
    if (pathname === '/api/v1/drafts' && init.method === 'POST') return this.draft();
    if (pathname === '/api/v1/drafts/d1') return this.draft();
    return Response.json({ type: 'about:blank', title: 'x', status: 404, code: 'NOT_FOUND' }, { status: 404 });
  };

  readonly uploads: Transport = {
    begin: async () => 'u1',
    list: async () => [],
    send: async (upload, { path }) => void this.asked.push(`SEND ${upload} ${path}`),
    drop: async (upload) => void this.asked.push(`DROP ${upload}`),
  };
  get writes(): readonly string[] {
    return this.asked.filter((line) => !line.startsWith('GET'));
  }
}

let server: FakeServer;
let desk: Desk;
const state = (): DeskState => desk.store.state;

beforeEach(async () => {
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const session = { user: { login: 'lan', name: 'Lan' }, role: 'planner', csrf: 'c', must_change_password: false } as const;
  desk = new Desk(new DeskStore({ ...kInitialDesk, session, lang: 'vi', themeChoice: 'auto', theme: 'light', profile: '', route: { kind: 'amend', what: 'status', id: 'p1' } }, () => undefined));
  Object.assign(desk.api, { uploads: server.uploads });
  await desk.amends.load('status', 'p1');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function fill(): void {
  const values = { action: 'suspend', from: '2026-02-01', 'decision.number': '9', 'decision.date': '2026-01-02', 'decision.authority': 'UBND' };
  for (const [field, value] of Object.entries(values)) desk.amends.setValue(field, value);
}
function addDocument(): void {
  const input = document.createElement('input');
  Object.defineProperty(input, 'files', { value: [new File(['%PDF'], 'qd.pdf')] });
  desk.amends.addDocuments(input);
}

describe('a form about a plan', () => {
  test('sends nothing while something is wrong', async () => {
    await desk.amends.makeDraft();
    expect(server.writes).toEqual([]);
    expect(state().amend?.errors.size).toBe(5);
    desk.amends.setValue('from', '2026-02-01');
    expect(state().amend?.errors.has('from'), 'what is mended is no longer told').toBe(false);
  });

  test('sends its documents, then the patch, and opens the draft', async () => {
    fill();
    addDocument();
    await desk.amends.makeDraft();
    expect(server.writes.slice(0, 2)).toEqual(['SEND u1 qd.pdf', expect.stringMatching(/^POST \/api\/v1\/drafts \{.*"upload":"u1"/)]);
    expect(server.writes.some((line) => line.startsWith('DROP'))).toBe(false);
    expect(state().route).toEqual({ kind: 'draft', id: 'd1' });
    expect(state().amend, 'the next form begins empty').toBeNull();
  });

  test('keeps no upload where the patch is refused, and says why at the field', async () => {
    server.draft = () => Response.json({ type: 'about:blank', title: 'x', status: 422, code: 'PLAN_UNFIT', detail: 'patch.toml:2: from: too late' }, { status: 422 });
    fill();
    addDocument();
    await desk.amends.makeDraft();
    expect(server.writes.at(-1)).toBe('DROP u1');
    expect([...(state().amend?.errors ?? [])]).toEqual([['from', { detail: 'too late' }]]);
    expect(state().problem).toBeNull();
    expect(state().amend?.values['decision.number'], 'what was typed stays').toBe('9');
  });

  test('shows what is said of no field above it', async () => {
    server.draft = () => Response.json({ type: 'about:blank', title: 'x', status: 503, code: 'BUSY' }, { status: 503 });
    fill();
    await desk.amends.makeDraft();
    expect(state().problem?.code).toBe('BUSY');
    expect(state().amend?.errors.size).toBe(0);
  });

  test('is filled with what is written, and keeps what is typed when the page is looked at again', async () => {
    desk.store.set({ route: { kind: 'amend', what: 'metadata', id: 'p1' } });
    await desk.amends.load('metadata', 'p1');
    expect(state().amend?.values).toMatchObject({ title: 'Khu Đông', title_en: 'East', scale: '500', 'in_force.to': '' });
    desk.amends.setValue('title', 'Khu Tây');
    await desk.amends.load('metadata', 'p1');
    expect(state().amend?.values['title']).toBe('Khu Tây');
  });
});
