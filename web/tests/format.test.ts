import { describe, expect, test } from 'vitest';
import { landUseParts } from '../src/format/land_use';
import { communeText, placeTitle } from '../src/format/place';
import { createLocale } from '../src/i18n/locale';
import { shortDigest } from '../src/answer/answer_view';
import { kAnswer, kDistrict } from './fixture';

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

describe('land use', () => {
  test('a combined value is taken apart, and an unknown code kept', () => {
    expect(landUseParts('ONT+2L', kDistrict).map(({ code, entry }) => [code, entry?.name ?? null])).toEqual([['ONT', 'Đất ở tại nông thôn'], ['2L', null]]);
    expect(landUseParts(null, kDistrict)).toEqual([]);
  });
});
