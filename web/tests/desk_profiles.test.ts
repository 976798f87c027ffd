// @vitest-environment happy-dom
import { render } from 'lit-html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Desk } from '../src/desk/controller';
import { createDeskLocale } from '../src/desk/i18n/locale';
import type { PlanProposal, Profile } from '../src/desk/model';
import { rememberedProfile } from '../src/desk/profiles/remembered';
import { DeskStore, kInitialDesk, type DeskState } from '../src/desk/state';
import { profileChoice, profileRepairsView, profilesView, saveProfileView } from '../src/desk/view/profiles_view';

const kToml = 'id = "x"\n\n[[layer]]\nfile = "a.shp"\n';
const profile = (name: string, repairs: readonly string[] = []): Profile => ({ name, saved_by: 'lan', saved_at: '2026-11-30T08:00:00Z', layers: 1, repairs: [...repairs], toml: kToml });
const proposal = (toml: string): PlanProposal => ({ plan_toml: toml, layers: [], documents: [], left_out: [] });

/** A server that keeps profiles, and writes down what it was asked. */
class FakeServer {
  readonly asked: string[] = [];
  kept: readonly Profile[] = [profile('Công ty A', ['SPIKE']), profile('Công ty B')];
  /** What the next answer to a profile is, if not what it should be. */
  refusal: Response | null = null;

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(String(input), 'http://desk.test');
    const body = typeof init.body === 'string' ? init.body : '';
    this.asked.push(`${init.method ?? 'GET'} ${pathname}${search} ${body}`.trim());
    if (pathname === '/api/v1/profiles' && init.method === 'GET') return Response.json({ profiles: this.kept });
    if (pathname === '/api/v1/profiles') {
      if (this.refusal) return this.refusal;
      const { name, plan_toml, repairs } = JSON.parse(body) as { name: string; plan_toml: string; repairs: readonly string[] };
      const saved = { ...profile(name, repairs), toml: plan_toml };
      this.kept = [...this.kept.filter((other) => other.name !== name), saved];
      return Response.json(saved);
    }
    if (pathname === '/api/v1/profiles/remove') {
      this.kept = this.kept.filter((other) => other.name !== (JSON.parse(body) as { name: string }).name);
      return new Response(null, { status: 204 });
    }
    if (pathname.endsWith('/proposal')) return Response.json(proposal(`id = ""\ntitle = ""\n\n[[layer]]\nfile = "a.shp"\n# ${search}\n`));
    return new Response(null, { status: pathname.endsWith('/check') ? 409 : 404 });
  };
}

let server: FakeServer;
let desk: Desk;
const state = (): DeskState => desk.store.state;
function page(view: unknown): HTMLElement {
  const root = document.createElement('div');
  render(view, root);
  return root;
}

beforeEach(() => {
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  localStorage.clear();
  desk = new Desk(new DeskStore({ ...kInitialDesk, lang: 'vi', themeChoice: 'auto', theme: 'light', route: { kind: 'new' }, profile: '' }, () => undefined));
});
afterEach(() => vi.unstubAllGlobals());

describe('profiles', () => {
  test('are offered, and the choice is remembered', async () => {
    expect(page(profileChoice(state(), desk.locale, desk)).querySelector('select'), 'nothing to choose from yet').toBeNull();
    await desk.profiles.load();
    const select = page(profileChoice(state(), desk.locale, desk)).querySelector('select');
    expect([...(select?.options ?? [])].map(({ value }) => value)).toEqual(['', 'Công ty A', 'Công ty B']);
    desk.profiles.choose('Công ty B');
    expect(rememberedProfile()).toBe('Công ty B');
  });

  test('a folder is proposed by the one that is chosen, if it is still there', async () => {
    await desk.profiles.load();
    desk.profiles.choose('Công ty A');
    await desk.proposals.propose('u1', { kind: 'plan', commune: '' });
    desk.profiles.choose('Đã xóa');
    await desk.proposals.propose('u1', { kind: 'plan', commune: '' });
    desk.profiles.choose('Công ty A');
    await desk.proposals.propose('u1', { kind: 'parcels', commune: '27553' });
    expect(server.asked.filter((line) => line.includes('/proposal'))).toEqual([
      'POST /api/v1/uploads/u1/proposal?profile=C%C3%B4ng+ty+A', 'POST /api/v1/uploads/u1/proposal', 'POST /api/v1/uploads/u1/proposal?profile=C%C3%B4ng+ty+A']);
  });

  test('proposing again keeps what was said of the plan', async () => {
    await desk.profiles.load();
    await desk.proposals.propose('u1', { kind: 'plan', commune: '' });
    desk.proposals.setPlanKey('title', 'Khu Đông');
    desk.profiles.choose('Công ty B');
    await desk.proposals.proposeAgain();
    expect(state().proposal?.toml).toContain('title = "Khu Đông"');
    expect(state().proposal?.toml).toContain('id = "khu-dong"');
    expect(state().proposal?.toml).toContain('profile=C%C3%B4ng+ty+B');
  });

  test('are saved with their repairs, in place of those of the same name', async () => {
    await desk.profiles.load();
    await desk.proposals.propose('u1', { kind: 'plan', commune: '' });
    desk.profiles.setName('CONG TY: A');
    expect([...state().profileForm.repairs], 'one name, however it is written').toEqual(['SPIKE']);
    expect(page(saveProfileView(state(), desk.locale, desk)).querySelector('#profile-name-hint')?.textContent).toContain('CONG TY: A');
    desk.profiles.setName('Công ty A');
    desk.profiles.toggleRepair('SLIVER');
    await desk.profiles.save();
    const [sent] = server.asked.filter((line) => line.startsWith('POST /api/v1/profiles'));
    expect(JSON.parse(sent?.slice(sent.indexOf('{')) ?? '')).toEqual({ name: 'Công ty A', plan_toml: state().proposal?.toml, repairs: ['SLIVER', 'SPIKE'] });
    expect(state().profiles?.map(({ name }) => name)).toEqual(['Công ty B', 'Công ty A']);
    expect(state().profile).toBe('Công ty A');
    expect(state().message).toContain('Công ty A');
  });

  test('without a name, or with layers nobody can read, is told at the field', async () => {
    await desk.profiles.load();
    await desk.proposals.propose('u1', { kind: 'plan', commune: '' });
    desk.profiles.setName('  ');
    await desk.profiles.save();
    expect(server.asked.some((line) => line.startsWith('POST /api/v1/profiles'))).toBe(false);
    expect(page(saveProfileView(state(), desk.locale, desk)).querySelector('#profile-name[aria-invalid=true]')).not.toBeNull();
    server.refusal = Response.json({ type: 'about:blank', title: 'x', status: 422, code: 'PLAN_UNFIT', detail: 'plan.toml:3: layer: bad' }, { status: 422 });
    desk.profiles.setName('Công ty C');
    await desk.profiles.save();
    expect(page(saveProfileView(state(), desk.locale, desk)).querySelector('#profile-name-error [lang=en]')?.textContent).toBe('plan.toml:3: layer: bad');
    expect(state().problem).toBeNull();
    expect(state().profile).toBe('');
  });

  test('are looked at and removed after a question', async () => {
    await desk.profiles.load();
    desk.profiles.choose('Công ty A');
    const list = (): HTMLElement => page(profilesView(state(), createDeskLocale('vi'), desk));
    expect(list().querySelectorAll('.profile')).toHaveLength(2);
    expect(list().querySelector('[data-profile="Công ty A"]')?.textContent).toContain('Gai nhọn');
    desk.profiles.askRemove('Công ty A');
    expect(list().querySelectorAll('#profile-remove-confirm')).toHaveLength(1);
    await desk.profiles.remove('Công ty A');
    expect(server.asked).toContain('POST /api/v1/profiles/remove {"name":"Công ty A"}');
    expect(state().profiles?.map(({ name }) => name)).toEqual(['Công ty B']);
    expect([state().profile, rememberedProfile()]).toEqual(['', '']);
  });

  test('whose repairs a check makes is said by name', async () => {
    await desk.profiles.load();
    const select = page(profileRepairsView(state(), desk.locale, desk)).querySelector('select');
    expect([...(select?.options ?? [])].map(({ value }) => value), 'those that mend something').toEqual(['', 'Công ty A']);
    await desk.api.check('d1', ['X'], [], '').catch(() => undefined);
    await desk.api.check('d1', [], ['SPIKE:1'], 'Công ty A').catch(() => undefined);
    expect(server.asked.filter((line) => line.includes('/check'))).toEqual([
      'POST /api/v1/drafts/d1/check {"accept":["X"]}', 'POST /api/v1/drafts/d1/check {"accept":[],"repairs":["SPIKE:1"],"profile":"Công ty A"}']);
  });

  test('a server that keeps none takes nothing else away', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }));
    await desk.profiles.load();
    expect(state().profiles).toBeNull();
    expect(state().problem).toBeNull();
    for (const view of [profileChoice, profilesView, saveProfileView, profileRepairsView]) expect(page(view(state(), desk.locale, desk)).textContent?.trim()).toBe('');
  });
});
