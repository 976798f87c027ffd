import { describe, expect, test } from 'vitest';
import { hiddenTopics } from '../src/map/default_layers';
import { rememberedView, viewHash } from '../src/map/view_hash';
import { placeParameters } from '../src/api/client';
import { formatUrl, kEmptyState, parseUrl, placeOfReference, type UrlState } from '../src/url/state';
import { kDistrict } from './fixture';

const at = (path: string): UrlState => parseUrl(new URL(path, 'http://127.0.0.1'));
const roundTrip = (path: string): string => formatUrl(at(path));

describe('the address of a state', () => {
  test.each([
    '/',
    '/thua/27553/10/16',
    '/thua/27553/10/16?as_of=2019-11-20&lang=en',
    '/thua/27553/10/12a?candidate=2',
    '/thua?sheet=10&number=16',
    '/thua?commune=27553&sheet=10%2F1&number=16',
    '/?lon=106.500000&lat=10.950000',
    '/?corners=1%2C2%3B3%2C4%3B5%2C6',
    '/?plan=qhpk-1&edition=e1',
    '/?off=zoning_plan%2Croad_boundary',
    '/?off=',
  ])('%s means the same after reading and writing', (path) => expect(roundTrip(path)).toBe(path));

  test('parts of a key are decoded from the path', () => {
    expect(at('/thua/27553/10/12%20a').place).toEqual({ kind: 'parcel', key: { commune: '27553', sheet: '10', number: '12 a' }, candidate: null });
  });

  test('what cannot be read is nowhere, not somewhere else', () => {
    for (const path of ['/?lon=106&lat=abc', '/?lon=&lat=', '/?corners=1,2;3', '/thua', '/thua/%E0%A4%A', '/thua/a/%E0%A4%A/b']) expect(at(path).place.kind).toBe('none');
    expect(at('/?lang=fr').lang).toBeNull();
  });

  test('a reference is split by the parts of the key, or kept whole', () => {
    expect(placeOfReference('10/16', ['sheet', 'number'])).toEqual({ kind: 'parcel', key: { sheet: '10', number: '16' }, candidate: null });
    expect(placeOfReference('a/b/c/d', ['sheet', 'number'])).toEqual({ kind: 'reference', reference: 'a/b/c/d', candidate: null });
  });
});

describe('the question to the server', () => {
  test('names only the parts there are', () => {
    expect(placeParameters(at('/thua?sheet=1&number=2').place).toString()).toBe('sheet=1&number=2');
    expect(placeParameters(at('/thua/27553/10/16?candidate=2').place).toString()).toBe('commune=27553&sheet=10&number=16&candidate=2');
    expect(placeParameters(at('/?lon=106.5&lat=10.9').place).toString()).toBe('lon=106.5&lat=10.9');
    expect(placeParameters(kEmptyState.place).toString()).toBe('');
  });
});

describe('layers until the reader chooses', () => {
  test('one area topic and everything that is not an area', () => {
    const topic = (id: string, geometry: 'area' | 'line', plans: number) => ({ id, geometry, plans, name: { vi: id } });
    const district = { ...kDistrict, topics: [topic('a', 'area', 2), topic('b', 'area', 5), topic('c', 'line', 1), topic('d', 'area', 5)] };
    expect(hiddenTopics(at('/'), district)).toEqual(['a', 'd']);
    expect(hiddenTopics(at('/?off='), district)).toEqual([]);
    expect(hiddenTopics(at('/?off=c'), district)).toEqual(['c']);
  });
});

describe('the position of the map', () => {
  test('is read and written', () => {
    const view = { at: { lon: 106.5, lat: 10.95 }, zoom: 16.5 };
    expect(rememberedView(viewHash(view))).toEqual(view);
    expect(rememberedView('#main')).toBeNull();
    expect(rememberedView('#map=16/95/200')).toBeNull();
  });
});
