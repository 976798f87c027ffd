import type { District, LandUse } from '../api/model';

/** One code of a value such as "ONT+CLN"; `entry` is null where the district's list does not know it. */
export interface LandUsePart {
  readonly code: string;
  readonly entry: LandUse | null;
}

export function landUseParts(value: string | null | undefined, district: District): readonly LandUsePart[] {
  if (!value) return [];
  return value
    .split('+')
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .map((code) => ({ code, entry: district.land_use.find((entry) => entry.code === code) ?? null }));
}
