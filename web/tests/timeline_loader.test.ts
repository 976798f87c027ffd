import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { kInitialMap, Store, type AppState } from '../src/app/state';
import { TimelineLoader } from '../src/timeline/loader';
import { kClosedTimeline } from '../src/timeline/state';
import { contextFor, kAnswer, kDistrict } from './fixture';

const kTold = { place: kAnswer.place, edition: 'e1', today: '2026-12-01', demo: true, feed: '/feeds/planning.atom', entries: [] };
let asked: string[] = [];
let respond: (path: string) => Response = () => Response.json(kTold);

beforeEach(() => {
  asked = [];
  respond = () => Response.json(kTold);
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(respond(path));
  });
});
afterEach(() => vi.unstubAllGlobals());

function begin(change: Partial<AppState> = {}): { store: Store; loader: TimelineLoader } {
  const store = new Store(
    { lang: 'vi', themeChoice: 'auto', theme: 'light', url: contextFor('vi').url, district: kDistrict, districtProblem: null, panel: { kind: 'answer', answer: kAnswer }, shownHit: null, map: kInitialMap, isLinkCopied: false, history: kClosedTimeline, ...change },
    () => undefined,
  );
  return { store, loader: new TimelineLoader(store) };
}
const settled = (store: Store): Promise<void> => vi.waitFor(() => expect(store.state.history.timeline?.status).toMatch(/told|failed/));

describe('the timeline', () => {
  test('is asked for when it is opened, once', async () => {
    const { store, loader } = begin();
    loader.refresh();
    expect(asked).toEqual([]);
    loader.toggle(true);
    expect(store.state.history.timeline).toEqual({ status: 'asking' });
    await settled(store);
    expect(loader.body).not.toBeNull();
    loader.toggle(false);
    loader.toggle(true);
    loader.refresh();
    expect(asked).toEqual(['/api/v1/planning/timeline?commune=27553&sheet=10&number=16&lang=vi']);
  });

  test('stands until the other language is here', async () => {
    const { store, loader } = begin();
    loader.toggle(true);
    await settled(store);
    loader.compare('2026-12-01', '2010-01-01');
    await vi.waitFor(() => expect(store.state.history.twoDays?.difference.status).toBe('told'));
    store.set({ lang: 'en' });
    loader.refresh();
    expect(store.state.history.timeline?.status).toBe('told');
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    expect(asked.slice(1)).toEqual([
      '/api/v1/planning/difference?commune=27553&sheet=10&number=16&lang=vi&from=2010-01-01&to=2026-12-01',
      '/api/v1/planning/timeline?commune=27553&sheet=10&number=16&lang=en',
      '/api/v1/planning/difference?commune=27553&sheet=10&number=16&lang=en&from=2010-01-01&to=2026-12-01',
    ]);
  });

  test('of another place is closed, and what was under way is dropped', async () => {
    const { store, loader } = begin();
    loader.toggle(true);
    loader.close();
    await vi.waitFor(() => expect(loader.body).not.toBeNull());
    expect(store.state.history).toEqual(kClosedTimeline);
  });

  test('that cannot be had says why, and is asked for again', async () => {
    const { store, loader } = begin();
    respond = () => new Response('{"code":"UNAVAILABLE","title":"x","status":503,"type":"about:blank"}', { status: 503 });
    loader.toggle(true);
    await settled(store);
    expect(store.state.history.timeline).toMatchObject({ status: 'failed', problem: { code: 'UNAVAILABLE' } });
    respond = () => Response.json(kTold);
    loader.retry();
    expect(store.state.history.timeline).toEqual({ status: 'asking' });
    await settled(store);
    expect(store.state.history.timeline).toEqual({ status: 'told', value: kTold });
  });

  test('is not asked for where there is no answer', () => {
    const { loader } = begin({ panel: { kind: 'loading' } });
    loader.toggle(true);
    expect(asked).toEqual([]);
  });
});
