import type { KeyPart, LonLat, ParcelKey, PlaceParcel } from '../api/model';
import { isLang, type Lang } from '../i18n/texts';

/** A corner as printed: two numbers whose order the server finds out. */
export type Corner = readonly [number, number];

export type PlaceQuery =
  | { readonly kind: 'none' }
  | { readonly kind: 'parcel'; readonly key: ParcelKey; readonly candidate: number | null }
  | { readonly kind: 'reference'; readonly reference: string; readonly candidate: number | null }
  | { readonly kind: 'point'; readonly at: LonLat }
  | { readonly kind: 'corners'; readonly vertices: readonly Corner[] }
  | { readonly kind: 'plan'; readonly id: string };

/** What a shared link says. Theme and map position are the reader's own. */
export interface UrlState {
  readonly place: PlaceQuery;
  readonly asOf: string | null;
  readonly edition: string | null;
  readonly lang: Lang | null;
  /** Topics switched off on the map; null until the reader has switched any. */
  readonly hidden: readonly string[] | null;
}

export const kKeyParts: readonly KeyPart[] = ['commune', 'sheet', 'number'];
export const kNowhere: PlaceQuery = { kind: 'none' };
export const kEmptyState: UrlState = { place: kNowhere, asOf: null, edition: null, lang: null, hidden: null };

function candidateOf(params: URLSearchParams): number | null {
  const value = Number(params.get('candidate'));
  return Number.isInteger(value) && value > 0 ? value : null;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function parcelPlace(path: string, params: URLSearchParams): PlaceQuery {
  const candidate = candidateOf(params);
  const parts = path.split('/').slice(2).filter((part) => part !== '').map(decode);
  if (parts.length === 3) {
    const [commune, sheet, number] = parts;
    if (!commune || !sheet || !number) return kNowhere;
    return { kind: 'parcel', key: { commune, sheet, number }, candidate };
  }
  const reference = params.get('parcel');
  if (reference) return { kind: 'reference', reference, candidate };
  const key: ParcelKey = {};
  for (const part of kKeyParts) {
    const value = params.get(part);
    if (value) key[part] = value;
  }
  return Object.keys(key).length > 0 ? { kind: 'parcel', key, candidate } : kNowhere;
}

function finite(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** `x,y;x,y;x,y` */
export function parseCornerList(text: string): readonly Corner[] | null {
  const corners: Corner[] = [];
  for (const pair of text.split(';')) {
    const [first, second, ...rest] = pair.split(',').map(finite);
    if (first === null || first === undefined || second === null || second === undefined || rest.length > 0) return null;
    corners.push([first, second]);
  }
  return corners.length >= 3 ? corners : null;
}

function homePlace(params: URLSearchParams): PlaceQuery {
  const lon = finite(params.get('lon'));
  const lat = finite(params.get('lat'));
  if (lon !== null && lat !== null) return { kind: 'point', at: { lon, lat } };
  const vertices = parseCornerList(params.get('corners') ?? '');
  if (vertices) return { kind: 'corners', vertices };
  const id = params.get('plan');
  return id ? { kind: 'plan', id } : kNowhere;
}

export function parseUrl(url: URL): UrlState {
  const params = url.searchParams;
  const isParcelPage = url.pathname === '/thua' || url.pathname.startsWith('/thua/');
  const lang = params.get('lang');
  const off = params.get('off');
  return {
    place: isParcelPage ? parcelPlace(url.pathname, params) : homePlace(params),
    asOf: params.get('as_of') || null,
    edition: params.get('edition') || null,
    lang: isLang(lang) ? lang : null,
    hidden: off === null ? null : off.split(',').filter((topic) => topic !== ''),
  };
}

function hasPathForm(key: ParcelKey): key is Required<ParcelKey> {
  return kKeyParts.every((part) => {
    const value = key[part];
    return value !== undefined && !value.includes('/') && value !== '.' && value !== '..';
  });
}

/** Path and query of a state; equal states give equal text. */
export function formatUrl(state: UrlState): string {
  const params = new URLSearchParams();
  let path = '/';
  const { place } = state;
  switch (place.kind) {
    case 'parcel':
      if (hasPathForm(place.key)) {
        path = `/thua/${kKeyParts.map((part) => encodeURIComponent(place.key[part] ?? '')).join('/')}`;
      } else {
        path = '/thua';
        for (const part of kKeyParts) {
          const value = place.key[part];
          if (value !== undefined) params.set(part, value);
        }
      }
      break;
    case 'reference':
      path = '/thua';
      params.set('parcel', place.reference);
      break;
    case 'point':
      params.set('lon', place.at.lon.toFixed(6));
      params.set('lat', place.at.lat.toFixed(6));
      break;
    case 'corners':
      params.set('corners', place.vertices.map((corner) => corner.join(',')).join(';'));
      break;
    case 'plan':
      params.set('plan', place.id);
      break;
    case 'none':
      break;
  }
  if ((place.kind === 'parcel' || place.kind === 'reference') && place.candidate !== null) params.set('candidate', String(place.candidate));
  if (state.asOf) params.set('as_of', state.asOf);
  if (state.edition) params.set('edition', state.edition);
  if (state.lang) params.set('lang', state.lang);
  if (state.hidden) params.set('off', state.hidden.join(','));
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** A reference as the server writes it, split by the parts of the district's key. */
export function placeOfReference(reference: string, parts: readonly KeyPart[], candidate: number | null = null): PlaceQuery {
  const values = reference.split('/');
  if (values.length !== parts.length) return { kind: 'reference', reference, candidate };
  const key: ParcelKey = {};
  parts.forEach((part, index) => {
    key[part] = values[index] ?? '';
  });
  return { kind: 'parcel', key, candidate };
}

export function placeOfKey(key: ParcelKey, candidate: number | null = null): PlaceQuery {
  return { kind: 'parcel', key, candidate };
}

export function placeOfParcel({ parcel_key, reference, candidate }: PlaceParcel, parts: readonly KeyPart[]): PlaceQuery {
  return parcel_key ? placeOfKey(parcel_key, candidate ?? null) : placeOfReference(reference, parts, candidate ?? null);
}

/** An address the server wrote, if it stays on this server. */
export function ownAddress(address: string | null | undefined): string | null {
  return address && /^\/(?![/\\])/.test(address) ? address : null;
}
