import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../src/api/model';
import { nearest } from '../src/desk/api';
import { compareAnswers, isSameAmount, stillApplies } from '../src/desk/comparison';
import { boxOfFindings, messageOf } from '../src/desk/findings';
import { createDeskLocale } from '../src/desk/i18n/locale';
import { changeOf, rowAt, rowKey, shownParcels } from '../src/desk/impact_table';
import { dividerKey, withinDivider } from '../src/desk/keys';
import type { Check, Finding, ParcelImpact, Repair } from '../src/desk/model';
import { missingKeys, proposedId, withPlanKey } from '../src/desk/proposal/layer';
import { appliedIds, groupRepairs, middleOf, withAll } from '../src/desk/repairs';
import { said } from '../src/desk/words';

const zone = (code: string, area_m2: number) => ({ plan: { id: 'p', title: 'P' }, zone: { code, function: 'Đất ở', land_use: 'ODT' }, area_m2 });
const answer = (...topics: readonly (readonly [string, string, readonly unknown[]])[]): Answer =>
  ({ topics: topics.map(([topic, state, restrictions]) => ({ topic, name: topic, state, restrictions })) }) as unknown as Answer;

describe('two answers', () => {
  const before = answer(['a', 'not_concerned', []], ['b', 'concerned', [zone('X', 10), zone('X', 5), zone('Y', 3)]], ['c', 'no_data', []]);
  const after = answer(['a', 'not_concerned', []], ['b', 'concerned', [zone('X', 15.01), zone('Z', 3)]], ['c', 'concerned', [zone('N', 1)]]);
  const compared = compareAnswers(before, after);

  test('what differs comes first', () => {
    expect(compared.map(({ topic, isSame }) => [topic, isSame])).toEqual([['b', false], ['c', false], ['a', true]]);
  });

  test('the same zone is one row, its amounts added up; what is on one side only is told', () => {
    const rows = compared[0]?.zones.map(({ code, before: was, after: is }) => [code, was, is]);
    expect(rows).toEqual([['X', 15, 15.01], ['Y', 3, null], ['Z', null, 3]]);
    expect(compared[0]?.zones.map(isSameAmount)).toEqual([true, false, false]);
  });

  test('a parcel that is made or goes has one side', () => {
    const topic = compareAnswers(null, after).find(({ topic: id }) => id === 'b');
    expect(topic).toMatchObject({ before: null, after: 'concerned', isSame: false });
    expect(topic?.zones.map(({ before: was }) => was)).toEqual([null, null]);
    expect(compareAnswers(before, null).map(({ after: is }) => is)).toEqual([null, null, null]);
  });
});

test('what may be nothing has a row of its own, with the most it may be, and is added to nothing', () => {
  const maybe = (code: string, area_max_m2: number) => ({ ...zone(code, 0), area_min_m2: 0, area_max_m2, distance_m: 0.12, certainty: 'boundary_uncertain' });
  const before = answer(['a', 'concerned', [zone('X', 10), maybe('X', 3)]], ['b', 'boundary_uncertain', [maybe('Y', 2)]]);
  const after = answer(['a', 'boundary_uncertain', [maybe('X', 3)]], ['b', 'boundary_uncertain', [maybe('Y', 2)]]);
  const [a, b] = compareAnswers(before, after);
  expect(a?.zones.map(({ isUncertain, isLine, before: was, after: is }) => [isUncertain, isLine, was, is])).toEqual([[false, false, 10, null], [true, false, 3, 3]]);
  expect([a, b].map((topic) => [topic?.before, topic?.after, topic?.isSame])).toEqual([['concerned', 'boundary_uncertain', false], ['boundary_uncertain', 'boundary_uncertain', true]]);
});

test('a zone that an adjustment displaces differs, though it is drawn as before', () => {
  const by = (applies: string, applies_area_m2: number) => ({ displaced_by: [{}], applies, applies_area_m2 });
  const before = answer(['a', 'concerned', [zone('X', 10), zone('Y', 4), zone('Z', 2)]]);
  const after = answer(['a', 'concerned', [{ ...zone('X', 10), ...by('none', 0) }, { ...zone('Y', 4), ...by('part', 2.5) }, zone('Z', 2)]]);
  const zones = compareAnswers(before, after)[0]?.zones ?? [];
  expect(zones.map(isSameAmount)).toEqual([false, false, true]);
  expect(zones.map((compared) => [stillApplies(compared, 'before'), stillApplies(compared, 'after')])).toEqual([[null, 0], [null, 2.5], [null, null]]);
});

describe('rows of one reference', () => {
  const row = (reference: string, topic: string | null, lon: number): ParcelImpact => ({ reference, topic, lon, lat: 10 }) as ParcelImpact;
  const rows = [row('1/2', 'a', 106), row('1/2', 'b', 106), row('1/2', 'a', 106.5), row('1/2', null, 106)];

  test('are told apart', () => expect(new Set(rows.map(rowKey)).size).toBe(rows.length));
  test('are found by where they lie', () => {
    expect(rowAt(rows, '1/2', { lon: 106.4, lat: 10 })).toBe(rows[2]);
    expect(rowAt(rows, '1/2', { lon: 106, lat: 10 })).toBe(rows[0]);
    expect(rowAt(rows, '1/3', { lon: 106, lat: 10 })).toBeNull();
  });
  test('are asked for by the nearest candidate', () => {
    const candidates = [106.2, 106.5, 106.9].map((lon, index) => ({ index: index + 1, place: { kind: 'parcel', demo: true, lon, lat: 10 } as const }));
    expect([106.4, 107, 100].map((lon) => nearest(candidates, { lon, lat: 10 }))).toEqual([2, 3, 1]);
    expect(nearest(candidates, null)).toBe(1);
  });
});

test('words come in the language of the page, or at all', () => {
  expect([said('vi', 'without storeys', 'không ghi tầng'), said('en', 'a', 'b'), said('vi', 'a', ''), said('vi', 'a', undefined)]).toEqual(['không ghi tầng', 'a', 'a', 'a']);
});

describe('parcels that change', () => {
  const parcel = (before: string, after: string, only_words: boolean): ParcelImpact => ({ before, after, only_words, reference: `${before}${after}` }) as ParcelImpact;
  const [state, area, words] = [parcel('no_data', 'concerned', false), parcel('concerned', 'concerned', false), parcel('concerned', 'concerned', true)];

  test('by the gravest change', () => expect([state, area, words].map(changeOf)).toEqual(['state', 'area', 'words']));
  test('are shown by kind', () => expect(shownParcels([state, area, words], new Set(['words', 'state']))).toEqual([state, words]));
});

describe('the divider', () => {
  const press = (key: string, percent: number, more: KeyboardEventInit = {}): number | null => dividerKey(new KeyboardEvent('keydown', { key, ...more }), percent);
  test('moves as a slider does, and stays on the map', () => {
    expect([press('ArrowLeft', 50), press('ArrowRight', 50), press('PageUp', 50), press('Home', 50), press('End', 50)]).toEqual([48, 52, 60, 0, 100]);
    expect([press('ArrowLeft', 1), press('PageUp', 95), withinDivider(Infinity), withinDivider(-3)]).toEqual([0, 100, 100, 0]);
  });
  test('leaves other keys alone', () => {
    expect([press('Tab', 50), press('n', 50), press('ArrowLeft', 50, { altKey: true }), press('Home', 50, { ctrlKey: true })]).toEqual([null, null, null, null]);
  });
});

describe('repairs', () => {
  const repair = (id: string, code: string, applied = false): Repair => ({ id, code, file: 'f', feature: '', area_m2: 1, applied, before: null, after: null });
  const check = { repairs: [repair('1', 'SPIKE', true), repair('2', 'GAP'), repair('3', 'SPIKE')] } as unknown as Check;

  test('are grouped by code; those made are made again', () => {
    expect(groupRepairs(check).map(({ code, repairs }) => [code, repairs.map(({ id }) => id)])).toEqual([['SPIKE', ['1', '3']], ['GAP', ['2']]]);
    expect([...appliedIds(check)]).toEqual(['1']);
    expect([groupRepairs({} as Check), [...appliedIds(null)]]).toEqual([[], []]);
  });

  test('all of a code are taken, or left when all were', () => {
    const [spikes] = groupRepairs(check);
    if (!spikes) throw new Error('no group');
    const all = withAll(new Set(['2']), spikes);
    expect([...all].sort()).toEqual(['1', '2', '3']);
    expect([...withAll(all, spikes)]).toEqual(['2']);
  });

  test('have a middle where they have a shape', () => {
    expect(middleOf({ type: 'MultiPolygon', coordinates: [[[[1, 2], [3, 2], [3, 6], [1, 2]]], [[[5, 8], [5, 8], [5, 8]]]] })).toEqual({ lon: 3, lat: 5 });
    expect([middleOf(null), middleOf({}), middleOf({ coordinates: [] }), middleOf({ coordinates: 'x' })]).toEqual([null, null, null, null]);
  });
});

describe('words', () => {
  const vi = createDeskLocale('vi');
  test('no work takes no time at all', () => {
    expect([vi.duration(0), vi.duration(0.04), vi.duration(1.26), vi.duration(45.4), vi.duration(600)]).toEqual(['dưới 1 giây', 'dưới 1 giây', '1,3 giây', '45 giây', '10 phút']);
  });
  test('a finding is told in the reader’s language where it can be', () => {
    const finding = { message: 'in English', message_vi: 'tiếng Việt' } as Finding;
    expect([messageOf(finding, 'vi'), messageOf(finding, 'en'), messageOf({ message: 'old' } as Finding, 'vi')]).toEqual(['tiếng Việt', 'in English', 'old']);
  });
  test('findings without places have no box', () => {
    expect(boxOfFindings([{ lon: 1, lat: 2 }, { lon: 0, lat: 5 }, {}] as Finding[])).toEqual([0, 2, 1, 5]);
    expect(boxOfFindings([{} as Finding])).toBeNull();
  });
  test('a title makes an id', () => {
    expect(proposedId('  Quy hoạch Đô thị 1/500 (DEMO) ')).toBe('quy-hoach-do-thi-1-500-demo');
    expect(proposedId('!!!')).toBe('');
  });
  test('what is missing is named in the order of the form', () => {
    const toml = 'id = ""\ntitle = ""\n\n[decision]\nnumber = ""\n';
    expect(missingKeys(toml)[0]).toBe('title');
    const told = withPlanKey(withPlanKey(withPlanKey(toml, 'title', 'T'), 'id', 't'), 'status', 'consultation');
    expect(missingKeys(told)).toEqual(['topic', 'scale', 'number', 'date', 'authority']);
    expect(withPlanKey(withPlanKey(told, 'scale', '500'), 'scale', '')).not.toContain('scale');
  });
});

test('every finding of the catalogue has a name on the page', () => {
  const catalogue = readFileSync('../data/catalogue/findings.toml', 'utf8');
  const codes = [...catalogue.matchAll(/^code = "([A-Z_]+)"/gm)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => createDeskLocale('vi').lookUp(`code.${code}`, '') === '')).toEqual([]);
});
