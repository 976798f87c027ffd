import { describe, expect, test, vi } from 'vitest';
import { answerView } from '../src/answer/answer_view';
import type { Answer, DifferenceItem, PlanningDay, Timeline, TopicDifference } from '../src/api/model';
import { ApiProblem } from '../src/api/problem';
import { createLocale } from '../src/i18n/locale';
import type { Lang } from '../src/i18n/texts';
import { bodyView } from '../src/timeline/body_view';
import { amountText } from '../src/timeline/difference_view';
import type { TimelineActions } from '../src/timeline/handle';
import { questionOf } from '../src/timeline/question';
import { timelineSection } from '../src/timeline/section_view';
import { kClosedTimeline, type TimelineState } from '../src/timeline/state';
import { kEmptyState, type UrlState } from '../src/url/state';
import { draw, words } from './draw';
import { contextFor, kAnswer } from './fixture';

const kItem: DifferenceItem = { plan: { id: 'p1', title: 'Quy hoạch phân khu mẫu' }, code: 'O-1', function: 'Đất nhóm nhà ở', land_use: 'ONT', status: 'in_force', before: 0, after: 398.24, unit: 'm2' };
const kChange: TopicDifference = { topic: 'zoning_plan', name: 'Phân khu', before: 'no_data', after: 'concerned', items: [kItem] };
const kDay: PlanningDay = {
  date: '2015-04-04',
  is_ahead: false,
  events: [{ event: 'in_force', plan: { id: 'p1', title: 'Quy hoạch phân khu mẫu', topic: 'zoning_plan', topic_name: 'Phân khu' }, decision: { number: '12/QĐ-UBND', date: '2015-03-20', authority: 'Ủy ban nhân dân' } }],
  changes: [kChange],
  answer: '/api/v1/planning?parcel=27553%2F10%2F16&as_of=2015-04-04&edition=e1&lang=vi',
};
const kAhead: PlanningDay = { ...kDay, date: '2027-01-01', is_ahead: true, events: kDay.events.map((event) => ({ ...event, event: 'expired', decision: null })), changes: [{ ...kChange, before: 'concerned', after: 'no_data', items: [{ ...kItem, before: 398.24, after: 0 }] }] };
const kTimeline: Timeline = { place: kAnswer.place, edition: 'e1', today: '2026-12-01', demo: true, feed: '/feeds/planning.atom?parcel=27553%2F10%2F16&lang=vi', entries: [kDay, kAhead] };
const kOpen: TimelineState = { ...kClosedTimeline, isOpen: true, timeline: { status: 'told', value: kTimeline } };

const actionsOf = (change: Partial<TimelineActions> = {}): TimelineActions => ({ body: bodyView, toggle: () => undefined, retry: () => undefined, compare: () => undefined, ...change });
const section = (state: TimelineState, change: { answer?: Answer; lang?: Lang; url?: UrlState; actions?: Partial<TimelineActions> } = {}): HTMLElement =>
  draw(timelineSection(change.answer ?? kAnswer, contextFor(change.lang ?? 'vi', change.url ? { url: change.url } : {}), state, actionsOf(change.actions)));
const told = (timeline: Partial<Timeline>): TimelineState => ({ ...kOpen, timeline: { status: 'told', value: { ...kTimeline, ...timeline } } });

describe('the timeline of a place', () => {
  const shown = section(kOpen);

  test('says day by day what happened, by which decision, and what became different', () => {
    const [past] = shown.querySelectorAll('.day');
    expect(words(past?.querySelector('time'))).toBe('04/04/2015');
    expect(words(past?.querySelector('.events'))).toBe('Có hiệu lực: Quy hoạch phân khu mẫu (Phân khu) Quyết định: Số 12/QĐ-UBND, ngày 20/03/2015 · Ủy ban nhân dân');
    expect(words(past?.querySelector('.difference p'))).toBe('Phân khu: từ “Chưa có dữ liệu” sang “Có ảnh hưởng”');
    expect(words(past?.querySelector('.difference-item'))).toContain('O-1 Đất nhóm nhà ở: thêm 398,2 m²');
    expect(past?.getAttribute('aria-current')).toBe('date');
    expect(past?.querySelector('.day-link a')?.getAttribute('href')).toBe('/thua/27553/10/16?as_of=2015-04-04');
  });

  test('marks what is ahead in word and form', () => {
    const ahead = shown.querySelector('.day-ahead');
    expect(words(ahead?.querySelector('h4'))).toBe('01/01/2027 Sắp tới');
    expect(words(ahead?.querySelector('.events'))).toBe('Sẽ hết hiệu lực: Quy hoạch phân khu mẫu (Phân khu)');
    expect(words(ahead?.querySelector('.difference-item'))).toContain('không còn, trước đó là 398,2 m²');
    expect(ahead?.hasAttribute('aria-current')).toBe(false);
  });

  test('can be followed, and says that nothing is stored', () => {
    expect(shown.querySelector('.feed a')?.getAttribute('href')).toBe(kTimeline.feed);
    expect(words(shown.querySelector('.feed'))).toContain('không lưu gì về người theo dõi');
    expect(section(told({ feed: 'javascript:alert(1)' })).querySelector('.feed')).toBeNull();
  });

  test('is fetched only when it is opened', () => {
    const toggle = vi.fn();
    const closed = section(kClosedTimeline, { actions: { body: null, toggle } });
    const details = closed.querySelector('details');
    expect(details?.open).toBe(false);
    expect(closed.querySelector('.days, .two-days')).toBeNull();
    if (details) details.open = true;
    details?.dispatchEvent(new Event('toggle'));
    expect(toggle).toHaveBeenLastCalledWith(true);
  });

  test('says that it loads, and that there is nothing', () => {
    const loading = section({ ...kOpen, timeline: { status: 'asking' } }, { actions: { body: null } });
    expect(words(loading.querySelector('[role=status]'))).toBe('Đang tải diễn biến…');
    expect(loading.querySelector('[aria-busy=true]')).not.toBeNull();
    const empty = section(told({ entries: [] }));
    expect(words(empty.querySelector('[role=status]'))).toBe('Chưa có thay đổi nào được ghi nhận.');
    expect(empty.querySelector('.days')).toBeNull();
    expect(empty.querySelector('.two-days')).not.toBeNull();
  });

  test('a failure is told, with another try where that may help', () => {
    const retry = vi.fn();
    const failed = (problem: ApiProblem): HTMLElement => section({ ...kOpen, timeline: { status: 'failed', problem } }, { actions: { retry } });
    failed(new ApiProblem('NETWORK', 0)).querySelector<HTMLButtonElement>('.timeline-retry')?.click();
    expect(retry).toHaveBeenCalledOnce();
    expect(words(failed(new ApiProblem('NETWORK', 0)))).toContain('Không kết nối được với máy chủ');
    expect(failed(new ApiProblem('PARAMETER_VALUE', 400)).querySelector('.timeline-retry')).toBeNull();
    expect(words(failed(new ApiProblem('SOMETHING_NEW', 500)))).toContain('Máy chủ gặp trục trặc');
  });

  test('keeps hostile and long names as text', () => {
    const title = `<script>alert(1)</script> ${'dài'.repeat(200)}`;
    const day = { ...kDay, events: kDay.events.map((event) => ({ ...event, plan: { ...event.plan, title } })), changes: [{ ...kChange, name: title, items: [{ ...kItem, code: '<b>', function: title, land_use: '<i>', plan: { id: 'x', title } }] }] };
    const page = section(told({ entries: [day] }));
    expect(page.querySelector('script, i')).toBeNull();
    expect(words(page)).toContain('<script>alert(1)</script>');
    expect(page.querySelector('[style]')).toBeNull();
    const strange = { ...kDay, date: '<u>', events: kDay.events.map((event) => ({ ...event, event: 'unheard' as 'expired' })) };
    expect(words(section(told({ entries: [strange] })).querySelector('.events'))).toContain('unheard');
  });

  test('is there in English, with headings in order', () => {
    const page = draw(answerView(kAnswer, contextFor('en'), timelineSection(kAnswer, contextFor('en'), kOpen, actionsOf())));
    const levels = [...page.querySelectorAll('h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1]));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? level) + 1)).toEqual([]);
    expect(words(page.querySelector('.timeline'))).not.toMatch(/ngày|thay đổi|hiệu lực/i);
    expect(words(page.querySelector('.days'))).toContain('4 April 2015');
  });
});

describe('amounts that differ', () => {
  const text = (item: Partial<DifferenceItem>, lang: Lang = 'vi'): string => amountText({ ...kItem, ...item }, createLocale(lang)).replace(/\u00a0/g, ' ');

  test.each<[Partial<DifferenceItem>, string]>([
    [{ before: 398.24, after: 210.44 }, 'từ 398,2 m² thành 210,4 m²'],
    [{ before: 398.21, after: 398.24 }, 'vẫn là 398,2 m²'],
    [{ before: 12.34, after: 0, unit: 'm' }, 'không còn, trước đó là 12,3 m'],
    [{ before: 0, after: 0.01 }, 'thêm dưới 0,1 m²'],
    [{ before: 0, after: 1, unit: 'point' }, 'bắt đầu áp dụng tại điểm này'],
    [{ before: 1, after: 0, unit: 'point' }, 'không còn áp dụng tại điểm này'],
    [{ before: 1, after: 1, unit: 'point' }, 'vẫn áp dụng tại điểm này'],
  ])('%o', (item, expected) => expect(text(item)).toBe(expected));

  test('in English', () => expect(text({ before: 398.24, after: 210.44 }, 'en')).toBe('from 398.2 m² to 210.4 m²'));

  test('a plan that is not in force says so', () => {
    const day = { ...kDay, changes: [{ ...kChange, before: 'concerned' as const, items: [{ ...kItem, code: null, function: null, land_use: null, status: 'suspended' as const }] }] };
    const page = section(told({ entries: [day] }));
    expect(words(page.querySelector('.difference p'))).toBe('Phân khu: vẫn là “Có ảnh hưởng”');
    expect(words(page.querySelector('.difference-item'))).toBe('Ô quy hoạch: thêm 398,2 m² Quy hoạch phân khu mẫu · Tạm dừng');
  });
});

describe('two days', () => {
  const withDays = (difference: NonNullable<TimelineState['twoDays']>['difference']): TimelineState => ({ ...kOpen, twoDays: { from: '2010-01-01', to: '2026-12-01', difference } });
  const difference = (changes: TopicDifference[]) => ({ status: 'told' as const, value: { place: kAnswer.place, edition: 'e1', from: '2010-01-01', to: '2026-12-01', demo: true, changes } });

  test('are asked for together', () => {
    const compare = vi.fn();
    const form = section(kOpen, { actions: { compare } }).querySelector('form');
    const [from, to] = form?.querySelectorAll('input') ?? [];
    expect([from?.value, to?.value]).toEqual(['2015-04-04', '2026-12-01']);
    if (from) from.value = '';
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(compare).not.toHaveBeenCalled();
    expect(words(form?.querySelector('output'))).toBe('Hãy chọn đủ hai ngày.');
    expect(from?.getAttribute('aria-invalid')).toBe('true');
    if (from) from.value = '2010-01-01';
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(compare).toHaveBeenCalledWith('2010-01-01', '2026-12-01');
    expect(words(form?.querySelector('output'))).toBe('');
  });

  test('say what differs, or that nothing does', () => {
    const shown = section(withDays(difference([kChange]))).querySelector('.two-days');
    expect(words(shown?.querySelector('.two-days-status'))).toBe('Thay đổi từ 01/01/2010 đến 01/12/2026');
    expect(words(shown?.querySelector('.difference'))).toContain('thêm 398,2 m²');
    expect(words(section(withDays(difference([]))).querySelector('.two-days-status'))).toBe('Quy hoạch tại nơi này không khác nhau giữa 01/01/2010 và 01/12/2026.');
    expect(words(section(withDays({ status: 'asking' })).querySelector('.two-days-status'))).toBe('Đang so sánh…');
    expect(words(section(withDays({ status: 'failed', problem: new ApiProblem('TIMEOUT', 0) })).querySelector('.two-days'))).toContain('Máy chủ trả lời quá chậm');
  });
});

describe('the question about a place', () => {
  const drawn: UrlState = { ...kEmptyState, edition: 'e 1', place: { kind: 'corners', vertices: [[1219212.35, 588104.2], [1219230.1, 588121.75], [1219201.88, 588140.02]] } };
  const ring = '588104.2,1219212.35;588121.75,1219230.1;588140.02,1219201.88';

  test('is that of the answer', () => {
    expect(questionOf(kAnswer, contextFor('vi').url, 'vi')?.toString()).toBe('commune=27553&sheet=10&number=16&lang=vi');
  });

  test('takes the ring of a drawn place from its address', () => {
    const permalink = `/api/v1/planning?${new URLSearchParams({ corners: ring, as_of: '2026-12-01' })}`;
    expect([...(questionOf({ ...kAnswer, permalink }, drawn, 'en') ?? [])]).toEqual([['corners', ring], ['edition', 'e 1'], ['lang', 'en']]);
  });

  test('cannot be asked of a drawn place without one, and the page says so', () => {
    expect(questionOf({ ...kAnswer, permalink: null }, drawn, 'vi')).toBeNull();
    const page = section(kClosedTimeline, { answer: { ...kAnswer, permalink: null }, url: drawn });
    expect(page.querySelector('details')).toBeNull();
    expect(words(page.querySelector('.note'))).toContain('không có địa chỉ cố định. Không xem được diễn biến');
  });
});
