import { describe, expect, test } from 'vitest';
import { answerView } from '../src/answer/answer_view';
import type { Answer, Restriction } from '../src/api/model';
import type { Lang } from '../src/i18n/texts';
import { draw, words } from './draw';
import { contextFor, kAnswer, kDisplaced, kPlan, kSure } from './fixture';

const page = (restrictions: Restriction[], lang: Lang = 'vi'): HTMLElement => {
  const answer: Answer = { ...kAnswer, topics: [{ topic: 'zoning_plan', name: 'Phân khu', state: 'concerned', restrictions }] };
  return draw(answerView(answer, contextFor(lang)));
};
const none: Restriction = { ...kDisplaced, applies: 'none', applies_area_m2: 0, applies_area_min_m2: 0, applies_area_max_m2: 0 };
const uncertain: Restriction = { ...kDisplaced, applies: 'uncertain', applies_area_m2: 1.2, applies_area_min_m2: 0, applies_area_max_m2: 4.5 };

describe('a zone that an adjustment displaces', () => {
  test('in part says how much of it still applies and how much does not', () => {
    const zone = page([kDisplaced]).querySelector('.zone');
    expect(words(zone?.querySelector('.badge'))).toBe('Được điều chỉnh một phần');
    expect([...(zone?.querySelectorAll('.displaced p') ?? [])].map(words)).toEqual([
      'Đã được điều chỉnh: 187,8 m² · 36,7% diện tích, theo “Điều chỉnh cục bộ mẫu” (Quyết định số 34/QĐ-UBND, ngày 06/05/2024).',
      'Còn áp dụng: 210,4 m² (201,9–218,8 m²).',
    ]);
    expect(words(zone?.querySelector('.displaced + .small'))).toBe('Như vẽ trong đồ án này:');
    expect(words(zone?.querySelector('.amount'))).toContain('398,2 m²');
    expect(zone?.className).toBe('zone');
  });

  test('as a whole is visibly not the rule in force', () => {
    const zone = page([none]).querySelector('.zone');
    expect(zone?.className).toBe('zone zone-displaced');
    expect(words(zone?.querySelector('.badge'))).toBe('Đã được điều chỉnh');
    expect(words(zone?.querySelector('.displaced'))).toBe('Nội dung này không còn áp dụng tại đây. Tại đây áp dụng điều chỉnh “Điều chỉnh cục bộ mẫu” (Quyết định số 34/QĐ-UBND, ngày 06/05/2024).');
  });

  test('perhaps is for a survey to settle', () => {
    const zone = page([uncertain]).querySelector('.zone');
    expect(words(zone?.querySelector('.displaced'))).toContain('chỉ đo đạc tại thực địa mới xác định được');
    expect(words(zone?.querySelector('.displaced'))).toContain('Còn áp dụng: 0–4,5 m².');
    expect(zone?.className).toBe('zone');
  });

  test('stands below those that apply', () => {
    const others = [none, { ...kSure, plan: { ...kPlan, id: 'a1', title: 'Điều chỉnh' } }, { ...kSure, zone: { code: 'O-2' } }];
    expect([...page(others).querySelectorAll('.topic h5')].map(words)).toEqual(['Điều chỉnh', kPlan.title]);
    expect([...page(others).querySelectorAll('.zone-code')].map(words)).toEqual(['O-1', 'O-2', 'O-1']);
  });

  test('by two adjustments names both', () => {
    const [first] = kDisplaced.displaced_by ?? [];
    if (!first) throw new Error('the fixture displaces nothing');
    const both = [first, { ...first, plan: { ...first.plan, id: 'a2', title: 'Điều chỉnh thứ hai' } }];
    expect(words(page([{ ...none, displaced_by: both }]).querySelector('.displaced'))).toContain('ngày 06/05/2024), “Điều chỉnh thứ hai”');
    expect(page([{ ...kDisplaced, displaced_by: both }]).querySelectorAll('.displaced p')).toHaveLength(3);
  });

  test('may be a line, or lie at a point', () => {
    const [by] = kDisplaced.displaced_by ?? [];
    if (!by) throw new Error('the fixture displaces nothing');
    const line: Restriction = { plan: kPlan, zone: { code: 'CG1' }, length_m: 12.34, distance_m: 0, certainty: 'certain', displaced_by: [{ ...by, area_m2: null, share_percent: null, length_m: 4.2 }], applies: 'part', applies_area_m2: null, applies_length_m: 8.14 };
    expect(words(page([line]).querySelector('.displaced'))).toContain('Đã được điều chỉnh: 4,2 m, theo');
    expect(words(page([line]).querySelector('.displaced'))).toContain('Còn áp dụng: 8,1 m.');
    const bare = { area_m2: null, share_percent: null, area_min_m2: null, area_max_m2: null, applies_area_m2: null, applies_area_min_m2: null, applies_area_max_m2: null };
    const point = page([{ ...none, ...bare, displaced_by: [{ ...by, area_m2: null, share_percent: null }] }]).querySelector('.zone');
    expect(words(point)).not.toContain('Như vẽ trong đồ án này');
    expect(words(point)).not.toMatch(/null|undefined|NaN/);
  });

  test('is told in English, and hostile names stay text', () => {
    const [by] = kDisplaced.displaced_by ?? [];
    if (!by) throw new Error('the fixture displaces nothing');
    const hostile = { ...none, displaced_by: [{ ...by, plan: { ...by.plan, title: '<img src=x onerror=alert(1)>{by}' } }] };
    const shown = page([hostile], 'en');
    expect(shown.querySelector('img')).toBeNull();
    expect(words(shown.querySelector('.displaced'))).toBe('This no longer applies here. The adjustment “<img src=x onerror=alert(1)>{by}” (Decision No. 34/QĐ-UBND, 6 May 2024) applies instead.');
    expect(words(shown)).not.toMatch(/điều chỉnh/i);
  });
});

describe('a zone that nothing displaces', () => {
  test('says nothing of it', () => expect(page([kSure]).querySelector('.displaced, .badge-displaced, .zone-displaced')).toBeNull());
});

describe('documents', () => {
  test('name the page that speaks of the plan', () => {
    const plan = { ...kPlan, documents: [{ kind: 'drawing' as const, title: 'Bản vẽ', href: '/documents/00.pdf#page=12', page: 12 }] };
    const link = page([{ ...kSure, plan }]).querySelector('.documents a');
    expect(link?.getAttribute('href')).toBe('/documents/00.pdf#page=12');
    expect(words(link)).toBe('Bản vẽ (bản vẽ, PDF, trang 12)');
  });
});

describe('the colophon', () => {
  const colophon = (permalink: string | null, lang: Lang = 'vi'): HTMLElement | null => draw(answerView({ ...kAnswer, permalink }, contextFor(lang))).querySelector('.colophon');

  test('gives the fixed address of the answer and how its check code is made', () => {
    expect(colophon(kAnswer.permalink)?.querySelector('.permalink')?.getAttribute('href')).toBe(kAnswer.permalink);
    expect(words(colophon(kAnswer.permalink))).toContain('Địa chỉ cố định của câu trả lời');
    expect(words(colophon(kAnswer.permalink))).toContain('RFC 8785');
  });

  test('says where there is none', () => {
    expect(colophon(null)?.querySelector('.permalink')).toBeNull();
    expect(words(colophon(null, 'en'))).toContain('no fixed address');
  });

  test.each(['javascript:alert(1)', '//elsewhere/x', '/\\elsewhere', 'https://127.0.0.1/x'])('links to nowhere else: %s', (address) => expect(colophon(address)?.querySelector('.permalink')).toBeNull());
});
