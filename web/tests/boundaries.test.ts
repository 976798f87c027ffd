import type { Map as MapLibre } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import { answerView } from '../src/answer/answer_view';
import { uncertainText } from '../src/answer/measured_view';
import type { Answer, Place, Restriction, TopicAnswer } from '../src/api/model';
import { createLocale } from '../src/i18n/locale';
import type { Lang } from '../src/i18n/texts';
import { Highlight } from '../src/map/highlight';
import { draw, words } from './draw';
import { contextFor, kAnswer, kDisplaced, kMaybe, kPlan, kRestriction, kSure } from './fixture';

const topic = (id: string, state: TopicAnswer['state'], restrictions: Restriction[], more: Partial<TopicAnswer> = {}): TopicAnswer => ({ topic: id, name: id, state, restrictions, ...more });
const withTopics = (...topics: TopicAnswer[]): Answer => ({ ...kAnswer, topics, balance: {} });
const page = (answer: Answer, lang: Lang = 'vi'): HTMLElement => draw(answerView(answer, contextFor(lang)));
const kLine: Restriction = { plan: kPlan, zone: { code: 'CG1' }, length_m: 0, certainty: 'certain' };

describe('what is certain', () => {
  test('says area, interval and share', () => {
    const shown = page(withTopics(topic('zoning_plan', 'concerned', [kSure])));
    expect(words(shown.querySelector('.amount'))).toBe('398,2 m² (390,1–405,9 m²) · 77,8% diện tích');
    expect(words(page(withTopics(topic('zoning_plan', 'concerned', [kSure])), 'en').querySelector('.amount'))).toBe('398.2 m² (390.1 to 405.9 m²) · 77.8% of the area');
  });

  test('says one figure where both ends are printed alike', () => {
    const exact = { ...kSure, area_min_m2: 398.21, area_max_m2: 398.24 };
    expect(words(page(withTopics(topic('zoning_plan', 'concerned', [exact]))).querySelector('.amount'))).toBe('398,2 m² · 77,8% diện tích');
  });

  test('names both accuracies once for each plan, and explains them', () => {
    const place: Place = { ...kAnswer.place, accuracy: { metres: 0.15, source: 'scale', scale: 500 } };
    const shown = page({ ...withTopics(topic('zoning_plan', 'concerned', [kSure, { ...kSure, zone: { code: 'O-2' } }])), place });
    expect([...shown.querySelectorAll('.accuracy')].map(words)).toEqual(['Nét quy hoạch có thể lệch 0,6 m (bản đồ 1/2000), góc thửa 0,15 m (bản đồ 1/500)']);
    expect(words(shown.querySelector('.reading-aid'))).toContain('Giáp ranh');
    expect(words(shown.querySelector('.reading-aid'))).toContain('Độ chính xác');
    expect(shown.querySelector('.at-boundary, .topic-uncertain, .tally-uncertain, .caution-boundary')).toBeNull();
  });

  test('a line says its distance with the interval, or its length', () => {
    const near = { ...kLine, distance_m: 5.06, distance_min_m: 4.31, distance_max_m: 5.81 };
    const through = { ...kLine, length_m: 12.34, distance_m: 0, distance_min_m: 0, distance_max_m: 0 };
    const shown = page(withTopics(topic('building_line', 'concerned', [near, through])));
    expect([...shown.querySelectorAll('.amount')].map(words)).toEqual(['Cách ranh thửa 5,1 m (4,3–5,8 m)', '12,3 m chiều dài nằm trong thửa']);
  });

  test('an area of which little is certain is not called uncertain', () => {
    expect(page(withTopics(topic('a', 'concerned', [{ ...kSure, area_m2: 0.03, area_min_m2: 0.02, area_max_m2: 0.04 }]))).querySelector('.uncertain')).toBeNull();
  });
});

describe('what may be nothing', () => {
  const text = (restriction: Partial<Restriction>, lang: Lang = 'vi'): string => uncertainText({ ...kMaybe, ...restriction }, createLocale(lang)).replace(/\u00a0/g, ' ');

  test('says between which bounds it lies, and why that is not known', () => {
    expect(text({})).toBe('0–3,2 m², ranh cách 0,12 m');
    expect(text({}, 'en')).toBe('0 to 3.2 m², edge 0.12 m away');
    expect(text({ area_m2: 0.42, distance_m: null })).toBe('0–3,2 m², theo nét vẽ là 0,4 m²');
  });

  test('is told of points, inside and outside', () => {
    const point = { area_m2: null, area_min_m2: null, area_max_m2: null };
    expect(text({ ...point, distance_m: 0.12 })).toBe('nét vẽ cách 0,12 m (0–0,87 m)');
    expect(text({ ...point, distance_m: null, distance_min_m: null, distance_max_m: null })).toBe('theo nét vẽ thì nằm bên trong, sát ranh');
  });

  test('is told of lines, beside the place and through it', () => {
    const line = (more: Partial<Restriction>): string => uncertainText({ ...kLine, certainty: 'boundary_uncertain', ...more }, createLocale('vi')).replace(/\u00a0/g, ' ');
    expect(line({ distance_m: 0.4, distance_min_m: 0, distance_max_m: 1.15 })).toBe('nét vẽ cách 0,40 m (0–1,2 m)');
    expect(line({ length_m: 0.44, distance_m: 0, distance_min_m: 0, distance_max_m: 0.75 })).toBe('theo nét vẽ chạy qua 0,4 m, có thể nằm ngoài, cách đến 0,75 m');
    expect(line({ distance_m: 0, distance_min_m: 0, distance_max_m: null })).toBe('nét vẽ chạm ranh');
  });

  test('stands under a heading of its own below what is certain, and in no sum', () => {
    const other = { ...kMaybe, plan: { ...kPlan, id: 'p2', title: 'Đồ án khác' } };
    const shown = page(withTopics(topic('zoning_plan', 'concerned', [kSure, kMaybe, other])));
    const part = shown.querySelector('[data-state="concerned"] .at-boundary');
    expect(words(part?.querySelector('h5'))).toBe('Giáp ranh — cần đo đạc xác định');
    expect([...(part?.querySelectorAll('h6') ?? [])].map(words)).toEqual([kPlan.title, 'Đồ án khác']);
    expect(words(part)).toContain('0–3,2 m², ranh cách 0,12 m');
    expect(words(part)).toContain('12/QĐ-UBND');
    expect([...shown.querySelectorAll('.topic > .plan .zone-code')].map(words)).toEqual(['O-1']);
    expect(shown.querySelectorAll('.bar-piece')).toHaveLength(1);
    // One plan is certain; the other may be nothing.
    expect(words(shown.querySelector('.lead'))).toContain('phạm vi của 1 đồ án quy hoạch, thuộc 1 chủ đề');
    expect(words(shown.querySelector('.caution-boundary'))).toContain('2 ô hoặc đường quy hoạch nằm giáp ranh');
    expect(shown.querySelector('.tally-uncertain')).toBeNull();
  });

  test('makes a topic neither concerned nor not', () => {
    const shown = page(withTopics(topic('road_boundary', 'boundary_uncertain', [kMaybe])));
    const card = shown.querySelector('[data-topic="road_boundary"]');
    expect(card?.getAttribute('data-state')).toBe('boundary_uncertain');
    expect(words(card?.querySelector('.badge'))).toBe('Giáp ranh');
    expect(words(card?.parentElement?.querySelector('h3'))).toBe('Giáp ranh — cần đo đạc xác định');
    expect([...shown.querySelectorAll('.tally b')].map(words)).toEqual(['0', '1', '0', '0']);
    expect(words(shown.querySelector('.tally-uncertain'))).toBe('1 Giáp ranh');
    expect(words(shown.querySelector('.lead'))).toBe('Thửa đất này giáp ranh quy hoạch ở 1 chủ đề. Chưa có ô hay đường nào chắc chắn chạm đến.');
    expect(words(shown)).not.toContain('không bị ảnh hưởng bởi đồ án nào');
    expect(shown.querySelector('.share-bar')).toBeNull();
  });

  test('does not hide that the rest has no data', () => {
    const unknown = topic('a', 'boundary_uncertain', [kMaybe], { reason_code: 'no_plan_here', reason: 'Không có đồ án nào bao phủ.' });
    expect(words(page(withTopics(unknown)).querySelector('.partly'))).toBe('Không có đồ án nào bao phủ.');
    const partly = { ...withTopics(topic('a', 'boundary_uncertain', [kMaybe], { reason_code: 'partly_covered', reason: 'x' })), balance: { a: { parcel_area_m2: 500, covered_m2: 100, uncovered_m2: 400, overlapped_m2: 0 } } };
    expect(words(page(partly).querySelector('.partly'))).toContain('400,0 m²');
  });

  test('is told apart in plans ahead', () => {
    const changes = [kSure, kMaybe].map((change) => ({ ...change, topic: 'zoning_plan' }));
    const shown = page({ ...kAnswer, changes });
    expect(words(shown.querySelector('.change > .zones .zone-code'))).toBe('O-1');
    expect(words(shown.querySelector('.change .at-boundary .zone-code'))).toBe('GT-2');
    expect(shown.querySelectorAll('.change .accuracy')).toHaveLength(1);
  });

  test('has headings in order and is complete in English', () => {
    const answer = { ...withTopics(topic('a', 'concerned', [kSure, kMaybe]), topic('b', 'boundary_uncertain', [kMaybe])), changes: [{ ...kMaybe, topic: 'a' }] };
    const levels = [...page(answer, 'en').querySelectorAll('h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1]));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? level) + 1)).toEqual([]);
    expect(words(page(answer, 'en'))).not.toMatch(/Giáp ranh|đo đạc|thửa/);
  });

  test('is drawn apart on the map, and does not widen what is looked at', () => {
    const square = (least: number) => ({ type: 'Polygon' as const, coordinates: [[[least, least], [least + 1, least], [least + 1, least + 1], [least, least]]] });
    let drawn: GeoJSON.FeatureCollection | null = null;
    const map = { getSource: () => ({ setData: (data: GeoJSON.FeatureCollection) => void (drawn = data) }) } as unknown as MapLibre;
    const highlight = new Highlight(map);
    const place = { ...kAnswer.place, geometry: square(10) };
    highlight.show({ ...withTopics(topic('a', 'concerned', [{ ...kSure, geometry: square(10) }, { ...kMaybe, geometry: square(50) }, { ...kDisplaced, applies: 'none', geometry: square(60) }])), place });
    expect((drawn as GeoJSON.FeatureCollection | null)?.features.map(({ properties }) => properties?.['role'])).toEqual(['zone', 'uncertain', 'displaced', 'parcel']);
    expect(highlight.bounds()).toEqual([10, 10, 11, 11]);
  });
});

describe('editions without accuracies', () => {
  test('answer as they did', () => {
    const shown = page(withTopics(topic('zoning_plan', 'concerned', [kRestriction])));
    expect(words(shown.querySelector('.amount'))).toBe('398,2 m² · 77,8% diện tích');
    expect(shown.querySelector('.accuracy, .reading-aid, .at-boundary, .caution-boundary')).toBeNull();
  });
});

describe('the area of a parcel', () => {
  const facts = (place: Partial<Place>, lang: Lang = 'vi'): HTMLElement | null => page({ ...kAnswer, place: { ...kAnswer.place, ...place } }, lang).querySelector('.place-facts');
  const kBeyond = { registered_area_m2: 486.2, computed_area_m2: 511.62, area_tolerance_m2: 8.2, area_within_tolerance: false };

  test('is registered and computed, side by side', () => {
    expect([...(facts({})?.querySelectorAll('.area-pair li') ?? [])].map(words)).toEqual(['Trên giấy: 512,0 m²', 'Tính từ bản đồ: 511,6 m²']);
    expect(words(facts({ registered_area_m2: null }))).toContain('Diện tích tính từ bản đồ');
    expect(words(facts({ computed_area_m2: null }))).toContain('Diện tích trên giấy');
  });

  test('says a difference beyond the tolerance, and no other', () => {
    expect(words(facts(kBeyond)?.querySelector('.area-beyond'))).toBe('Hai diện tích chênh nhau 25,4 m², quá mức cho phép là 8,2 m². Hãy hỏi cơ quan đăng ký đất đai hoặc đo đạc lại.');
    expect(words(facts(kBeyond, 'en')?.querySelector('.area-beyond'))).toContain('differ by 25.4 m², more than the 8.2 m² the rules allow');
    for (const within of [true, null]) expect(facts({ ...kBeyond, area_within_tolerance: within })?.querySelector('.area-beyond')).toBeNull();
  });
});
