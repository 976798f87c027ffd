import type { Bbox, LonLat } from '../api/model';
import type { ParcelImpact } from './model';

export const kColumns = ['reference', 'area_m2', 'before', 'after', 'gained_m2'] as const;
export type Column = (typeof kColumns)[number];

export interface Sort {
  readonly column: Column;
  readonly isDown: boolean;
}

export const kInitialSort: Sort = { column: 'gained_m2', isDown: true };

/** The same column again turns it round; amounts begin with the largest. */
export function nextSort(sort: Sort, column: Column): Sort {
  if (sort.column === column) return { column, isDown: !sort.isDown };
  return { column, isDown: column === 'area_m2' || column === 'gained_m2' };
}

const kCollator = new Intl.Collator('vi', { numeric: true });

export function sortParcels(parcels: readonly ParcelImpact[], { column, isDown }: Sort): readonly ParcelImpact[] {
  const turn = isDown ? -1 : 1;
  const compare = (a: ParcelImpact, b: ParcelImpact): number => {
    const [left, right] = [a[column], b[column]];
    return typeof left === 'number' && typeof right === 'number' ? left - right : kCollator.compare(String(left), String(right));
  };
  return [...parcels].sort((a, b) => turn * compare(a, b) || kCollator.compare(a.reference, b.reference));
}

/** What changes for a parcel, the gravest first: a state, an area, or only words. */
export const kChanges = ['state', 'area', 'words'] as const;
export type Change = (typeof kChanges)[number];

export function changeOf({ before, after, only_words }: ParcelImpact): Change {
  if (before !== after) return 'state';
  return only_words ? 'words' : 'area';
}

/** What tells a row from all others: several parcels may bear one reference, and one parcel has a row for each topic. */
export function rowKey({ reference, topic, lon, lat }: ParcelImpact): string {
  return JSON.stringify([reference, topic, lon, lat]);
}

/** The row of a reference that is nearest to a place. */
export function rowAt(parcels: readonly ParcelImpact[], reference: string, at: LonLat): ParcelImpact | null {
  const distance = ({ lon, lat }: ParcelImpact): number => Math.hypot(lon - at.lon, lat - at.lat);
  return parcels.filter((parcel) => parcel.reference === reference).reduce<ParcelImpact | null>((best, parcel) => (best && distance(best) <= distance(parcel) ? best : parcel), null);
}

export function shownParcels(parcels: readonly ParcelImpact[], shown: ReadonlySet<Change>): readonly ParcelImpact[] {
  return parcels.filter((parcel) => shown.has(changeOf(parcel)));
}

/** Where the parcels are; `null` where there are none. */
export function boxOf(parcels: readonly ParcelImpact[]): Bbox | null {
  if (parcels.length === 0) return null;
  const [lons, lats] = [parcels.map(({ lon }) => lon), parcels.map(({ lat }) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
