import type { AnswerContext } from '../src/answer/context';
import type { Answer, District, Plan, Restriction } from '../src/api/model';
import { createLocale } from '../src/i18n/locale';
import type { Lang } from '../src/i18n/texts';
import { kEmptyState, placeOfKey } from '../src/url/state';

export const kDistrict: District = {
  id: 'mau',
  demo: true,
  name: { vi: 'Huyện mẫu', en: 'Sample district' },
  office: { vi: 'Văn phòng mẫu', en: 'Sample office' },
  disclaimer: { vi: 'Chỉ để tham khảo.', en: 'For information only.' },
  bbox: [106.3, 10.8, 106.7, 11.2],
  crs: 'EPSG:9210',
  datum_operation: 'EPSG:6960',
  edition: 'e1',
  edition_created_at: '2026-11-20T01:00:00Z',
  data_date: '2026-11-20',
  languages: ['vi', 'en'],
  topics: [{ id: 'zoning_plan', geometry: 'area', name: { vi: 'Phân khu', en: 'Zoning' }, plans: 1 }],
  parcel_key: { parts: ['commune', 'sheet', 'number'] },
  communes: [{ code: '27553', name: 'Tân Phú Trung', now: { code: '27553', name: 'Củ Chi' } }],
  administrative_units: [{ code: '27553', name: 'Củ Chi' }],
  land_use: [
    { code: 'ONT', name: 'Đất ở tại nông thôn', fill: '#ffd0ff' },
    { code: 'CLN', name: 'Đất trồng cây lâu năm', fill: '#ffd2a0' },
  ],
  counts: { parcels: 10, plans: 1 },
};

export const kPlan: Plan = {
  id: 'p1',
  topic: 'zoning_plan',
  title: 'Quy hoạch phân khu mẫu',
  amends: null,
  decision: { number: '12/QĐ-UBND', date: '2015-03-20', authority: 'Ủy ban nhân dân' },
  scale: 2000,
  accuracy_m: 0.6,
  status: 'in_force',
  in_force_from: '2015-04-04',
  in_force_to: null,
  documents: [{ kind: 'decision', title: 'Quyết định', href: '/documents/00.pdf' }],
};

export const kRestriction: Restriction = {
  plan: kPlan,
  zone: { code: 'O-1', name: 'Nhà ở', function: 'Đất nhóm nhà ở', land_use: 'ONT', indicators: { building_coverage_percent: 60, floor_area_ratio: 2.4 } },
  area_m2: 398.24,
  share_percent: 77.84,
  area_min_m2: null,
  area_max_m2: null,
  certainty: null,
};

/** As editions write it that keep accuracies. */
export const kSure: Restriction = {
  ...kRestriction,
  area_min_m2: 390.12,
  area_max_m2: 405.93,
  certainty: 'certain',
  distance_m: null,
  distance_min_m: null,
  distance_max_m: null,
  accuracy: { metres: 0.6, source: 'scale', scale: 2000 },
};

/** An area that does not reach the place but may. */
export const kMaybe: Restriction = {
  ...kSure,
  zone: { code: 'GT-2', name: 'Đất giao thông' },
  area_m2: 0,
  share_percent: 0,
  area_min_m2: 0,
  area_max_m2: 3.2,
  distance_m: 0.12,
  distance_min_m: 0,
  distance_max_m: 0.87,
  certainty: 'boundary_uncertain',
};

/** A local adjustment takes the place of part of the zone. */
export const kDisplaced: Restriction = {
  ...kSure,
  displaced_by: [{
    plan: { id: 'a1', title: 'Điều chỉnh cục bộ mẫu', topic: 'zoning_plan', decision: { number: '34/QĐ-UBND', date: '2024-05-06', authority: 'Ủy ban nhân dân' }, in_force_from: '2024-05-06' },
    area_m2: 187.8,
    share_percent: 36.7,
    length_m: null,
  }],
  applies: 'part',
  applies_area_m2: 210.44,
  applies_area_min_m2: 201.9,
  applies_area_max_m2: 218.8,
  applies_length_m: null,
};

export const kAnswer: Answer = {
  place: {
    kind: 'parcel',
    reference: '27553/10/16',
    parcel_key: { commune: '27553', sheet: '10', number: '16' },
    commune: { code: '27553', name: 'Tân Phú Trung', now: { code: '27553', name: 'Củ Chi' } },
    land_use: 'ONT+CLN',
    registered_area_m2: 512,
    computed_area_m2: 511.62,
    demo: true,
  },
  as_of: '2026-11-22',
  edition: 'e1',
  datum_operation: 'EPSG:6960',
  computed_at: '2026-11-22T03:00:00Z',
  permalink: '/api/v1/planning?parcel=27553%2F10%2F16&as_of=2026-11-22&edition=e1&lang=vi',
  digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
  topics: [
    { topic: 'zoning_plan', name: 'Phân khu', state: 'concerned', restrictions: [kRestriction] },
    { topic: 'detailed_plan', name: 'Chi tiết', state: 'no_data', reason: 'Chưa có đồ án nào.', reason_code: 'no_plan' },
    { topic: 'power_line_corridor', name: 'Lưới điện', state: 'not_concerned' },
  ],
  balance: { zoning_plan: { parcel_area_m2: 511.62, covered_m2: 398.24, uncovered_m2: 113.38, overlapped_m2: 0 } },
  changes: [],
  notes: [],
};

export function contextFor(lang: Lang, change: Partial<AnswerContext> = {}): AnswerContext {
  const nothing = (): void => undefined;
  return {
    locale: createLocale(lang),
    district: kDistrict,
    url: { ...kEmptyState, place: placeOfKey({ commune: '27553', sheet: '10', number: '16' }) },
    hasMap: true,
    isLinkCopied: false,
    actions: { go: nothing, setAsOf: nothing, showDay: nothing, copyLink: nothing, print: nothing, retry: nothing, zoomToAnswer: nothing },
    ...change,
  };
}
