// What the running server knows, asked of its API, so that no test depends on one generated parcel.
import { kServer } from './helper';

export interface Parcel {
  readonly reference: string;
  readonly parcel_key: Readonly<Record<string, string>>;
}
interface PointAnswer {
  readonly place: { readonly parcels?: readonly Parcel[] };
}
export interface PlanningAnswer {
  readonly place: { readonly reference?: string; readonly geometry?: unknown; readonly lon?: number; readonly lat?: number };
  readonly topics: readonly { readonly topic: string; readonly state: string; readonly restrictions?: readonly { readonly area_m2?: number | null; readonly certainty?: string | null; readonly plan: { readonly in_force_from?: string | null } }[] }[];
}
export interface District {
  readonly demo: boolean;
  readonly bbox: readonly [number, number, number, number];
  readonly parcel_key: { readonly parts: readonly string[] };
  readonly communes: readonly { readonly code: string; readonly name: string; readonly lon?: number | null; readonly lat?: number | null; readonly now?: { readonly name: string } | null }[];
}
export interface Sample {
  readonly district: District;
  /** A parcel that at least one plan touches for certain and whose key is its own. */
  readonly parcel: Parcel;
  readonly answer: PlanningAnswer;
  readonly at: { readonly lon: number; readonly lat: number };
}

export async function ask<T>(path: string): Promise<T> {
  const response = await fetch(kServer + path);
  if (!response.ok && response.status !== 300) throw new Error(`${response.status} ${path}`);
  return (await response.json()) as T;
}

export function planningPath(parcel: Parcel, more: Readonly<Record<string, string>> = {}): string {
  return `/api/v1/planning?${new URLSearchParams({ ...parcel.parcel_key, ...more })}`;
}

/** The page of a parcel, as people share it. */
export function pagePath({ parcel_key: key }: Parcel): string {
  const { commune, sheet, number } = key;
  if (commune && sheet && number) return `/thua/${[commune, sheet, number].map(encodeURIComponent).join('/')}`;
  return `/thua?${new URLSearchParams(key)}`;
}

function* around(district: District): Generator<{ lon: number; lat: number }> {
  const kStep_deg = 0.0012;
  for (let ring = 0; ring < 6; ring += 1) {
    for (const { lon, lat } of district.communes) {
      if (typeof lon === 'number' && typeof lat === 'number') yield { lon: lon + ring * kStep_deg, lat: lat + (ring % 2) * kStep_deg };
    }
  }
  const [west, south, east, north] = district.bbox;
  for (let i = 1; i < 40; i += 1) yield { lon: west + ((east - west) * i) / 40, lat: south + ((north - south) * ((i * 17) % 40)) / 40 };
}

let sample: Promise<Sample> | null = null;

export function takeSample(): Promise<Sample> {
  sample ??= (async () => {
    const district = await ask<District>('/api/v1/district');
    for (const at of around(district)) {
      const response = await fetch(`${kServer}/api/v1/planning?lon=${at.lon.toFixed(6)}&lat=${at.lat.toFixed(6)}`);
      if (!response.ok) continue;
      const { place } = (await response.json()) as PointAnswer;
      const [parcel, ...others] = place.parcels ?? [];
      if (!parcel || others.length > 0) continue;
      const answered = await fetch(kServer + planningPath(parcel, { geometry: 'true' }));
      if (answered.status !== 200) continue;
      const answer = (await answered.json()) as PlanningAnswer;
      const concerned = answer.topics.find((topic) => topic.state === 'concerned' && topic.restrictions?.some(({ area_m2, certainty }) => certainty !== 'boundary_uncertain' && (area_m2 ?? 0) > 1));
      if (concerned) return { district, parcel, answer, at };
    }
    throw new Error('No parcel with a plan found in this district.');
  })();
  return sample;
}

/** A reference that several parcels bear: one the search names twice. */
export async function findSharedReference(): Promise<string> {
  const { district } = await takeSample();
  const kSheets = 20;
  for (const { name } of district.communes) {
    for (let sheet = 1; sheet <= kSheets; sheet += 1) {
      const { hits } = await ask<{ hits: readonly { kind: string; reference?: string }[] }>(`/api/v1/search?${new URLSearchParams({ q: `tờ ${sheet} thửa 1 ${name}`, limit: '50' })}`);
      const references = hits.flatMap(({ kind, reference }) => (kind === 'parcel' && reference ? [reference] : []));
      const shared = references.find((reference, index) => references.indexOf(reference) !== index);
      if (shared) return shared;
    }
  }
  throw new Error('No two parcels under one key found in this district.');
}
