import type { Check, Repair } from './model';

export interface RepairGroup {
  readonly code: string;
  readonly repairs: readonly Repair[];
}

/** By code, in the order of the check. */
export function groupRepairs({ repairs }: Check): readonly RepairGroup[] {
  const byCode = new Map<string, Repair[]>();
  for (const repair of repairs ?? []) byCode.set(repair.code, [...(byCode.get(repair.code) ?? []), repair]);
  return [...byCode].map(([code, list]) => ({ code, repairs: list }));
}

/** Those that were made by this check: the next one makes them again unless somebody says otherwise. */
export function appliedIds(check: Check | null): ReadonlySet<string> {
  return new Set((check?.repairs ?? []).filter(({ applied }) => applied).map(({ id }) => id));
}

/** All of a code, or none where all are chosen already. */
export function withAll(chosen: ReadonlySet<string>, { repairs }: RepairGroup): ReadonlySet<string> {
  const ids = repairs.map(({ id }) => id);
  const next = new Set(chosen);
  const areAll = ids.every((id) => next.has(id));
  for (const id of ids) areAll ? next.delete(id) : next.add(id);
  return next;
}

/** Middle of a GeoJSON shape's box; `null` where there is no shape. */
export function middleOf(shape: unknown): { readonly lon: number; readonly lat: number } | null {
  let box: readonly [number, number, number, number] | null = null;
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lon, lat] = coordinates as readonly unknown[];
    if (typeof lon === 'number' && typeof lat === 'number') {
      box = box ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] : [lon, lat, lon, lat];
    } else coordinates.forEach(visit);
  };
  visit((shape as { readonly coordinates?: unknown } | null)?.coordinates);
  return box ? { lon: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 } : null;
}
