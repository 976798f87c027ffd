import { describe, expect, test } from 'vitest';
import { landUseParts } from '../src/format/land_use';
import { accuracyText } from '../src/format/accuracy';
import { isLine } from '../src/format/certainty';
import { communeText, placeTitle } from '../src/format/place';
import { createLocale } from '../src/i18n/locale';
import { shortDigest } from '../src/answer/answer_view';
import { kAnswer, kDistrict, kMaybe, kRestriction } from './fixture';

const vi = createLocale('vi');
const en = createLocale('en');

describe('numbers', () => {
  test('areas are rounded to 0.1 m² with the marks of the language', () => {
    expect(vi.area(1234.56)).toBe('1.234,6\u00a0m²');
    expect(en.area(1234.56)).toBe('1,234.6\u00a0m²');
    expect(vi.area(0)).toBe('0,0\u00a0m²');
  });

  test('what would round to nothing is said to be under the last digit', () => {
    expect(vi.area(0.03)).toBe('dưới 0,1 m²');
    expect(vi.length(0.01)).toBe('dưới 0,1 m');
    expect(vi.percent(0.006)).toBe('dưới 0,1%');
  });

  test('a range is one figure where both ends are printed alike, and its lower end may be nothing', () => {
    expect(vi.areaRange(490.1, 505.9)).toBe('490,1–505,9\u00a0m²');
    expect(en.areaRange(490.1, 505.9)).toBe('490.1 to 505.9\u00a0m²');
    expect(vi.areaRange(490.11, 490.12)).toBe('490,1\u00a0m²');
    expect(vi.areaRange(0, 3.2)).toBe('0–3,2\u00a0m²');
    expect(vi.areaRange(0.01, 1234.5)).toBe('dưới 0,1–1.234,5\u00a0m²');
    expect(vi.areaRange(0, 0.04)).toBe('dưới 0,1 m²');
  });

  test('distances below a metre are told to the centimetre', () => {
    expect([0.12, 5.06, 0, 0.001].map(vi.distance)).toEqual(['0,12\u00a0m', '5,1\u00a0m', '0\u00a0m', 'dưới 0,01\u00a0m']);
    expect(vi.distanceRange(0, 0.87)).toBe('0–0,87\u00a0m');
    expect(en.distanceRange(4.31, 5.81)).toBe('4.3 to 5.8\u00a0m');
  });

  test('dates are those of the language, whatever the clock of the machine', () => {
    expect(vi.date('2015-03-20')).toBe('20/03/2015');
    expect(en.date('2015-03-20')).toBe('20 March 2015');
    expect(vi.date('soon')).toBe('soon');
  });

  test('a digest is cut to twelve digits in groups of four', () => {
    expect(shortDigest(kAnswer.digest)).toBe('0123 4567 89ab');
  });
});

describe('places', () => {
  test('a commune that merged says both names', () => {
    expect(communeText(kAnswer.place.commune, vi)).toBe('Xã Tân Phú Trung (tên cũ), nay thuộc xã Củ Chi');
  });

  test('a new commune under the old name is told apart by its code', () => {
    expect(communeText({ code: '27532', name: 'Tân An Hội', now: { code: '27496', name: 'Tân An Hội' } }, vi)).toBe('Xã Tân An Hội cũ (mã 27532), nay thuộc xã Tân An Hội mới (mã 27496)');
  });

  test('a name that says what it is is not called a commune again', () => {
    expect(communeText({ code: '1', name: 'Thị trấn Củ Chi', now: null }, vi)).toBe('Thị trấn Củ Chi');
    expect(communeText(null, vi)).toBe('');
  });

  test('a key without sheet names the parcel by its number', () => {
    expect(placeTitle({ kind: 'parcel', demo: false, parcel_key: { number: '12a' } }, vi)).toBe('Thửa đất số 12a');
    expect(placeTitle(kAnswer.place, vi)).toBe('Thửa đất số 16, tờ bản đồ số 10');
  });
});

describe('accuracy', () => {
  const stated = { metres: 0.15, source: 'stated', scale: null } as const;
  const unknown = { metres: 1.2, source: 'default', scale: null } as const;
  const byScale = { metres: 0.6, source: 'scale', scale: 2000 } as const;

  test('says how far plan and parcel may be off, and who says so', () => {
    expect(accuracyText(byScale, { ...kAnswer.place, accuracy: stated }, vi)).toBe('Nét quy hoạch có thể lệch 0,6 m (bản đồ 1/2000), góc thửa 0,15 m (theo số liệu đã ghi)');
    expect(accuracyText(stated, { ...kAnswer.place, accuracy: unknown }, en)).toBe("The plan's lines may be off by 0.15 m (as the data state), the parcel's corners by 1.2 m (scale unknown)");
  });

  test('speaks of the plan alone where the place has none, and not at all in old editions', () => {
    expect(accuracyText(byScale, kAnswer.place, vi)).toBe('Nét quy hoạch có thể lệch 0,6 m (bản đồ 1/2000)');
    expect(accuracyText(null, { ...kAnswer.place, accuracy: stated }, vi)).toBe('');
  });
});

describe('lines', () => {
  test('are told from areas near a point', () => {
    const { area_m2: _area, ...line } = kRestriction;
    expect(isLine({ ...line, distance_m: 5 })).toBe(true);
    expect(isLine({ ...line, length_m: 3 })).toBe(true);
    expect(isLine({ ...kMaybe, area_m2: null })).toBe(false);
    expect(isLine(kRestriction)).toBe(false);
  });
});

describe('land use', () => {
  test('a combined value is taken apart, and an unknown code kept', () => {
    expect(landUseParts('ONT+2L', kDistrict).map(({ code, entry }) => [code, entry?.name ?? null])).toEqual([['ONT', 'Đất ở tại nông thôn'], ['2L', null]]);
    expect(landUseParts(null, kDistrict)).toEqual([]);
  });
});
