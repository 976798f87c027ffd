import type { LonLat } from '../api/model';

/** WGS 84, metres. */
const kSemiMajor_m = 6_378_137;
const kEccentricitySquared = 0.006_694_379_990_14;

interface Local {
  readonly east_m: number;
  readonly north_m: number;
}

/** Metres around the first point, by the radii of curvature of the ellipsoid there: good to 1e-4 within a district. */
function toLocal(points: readonly LonLat[]): readonly Local[] {
  const [origin] = points;
  if (!origin) return [];
  const radians = Math.PI / 180;
  const sine = Math.sin(origin.lat * radians);
  const w = 1 - kEccentricitySquared * sine * sine;
  const meridian_m = (kSemiMajor_m * (1 - kEccentricitySquared)) / w ** 1.5;
  const parallel_m = (kSemiMajor_m / Math.sqrt(w)) * Math.cos(origin.lat * radians);
  return points.map(({ lon, lat }) => ({
    east_m: (lon - origin.lon) * radians * parallel_m,
    north_m: (lat - origin.lat) * radians * meridian_m,
  }));
}

export function lengthOf(points: readonly LonLat[]): number {
  const local = toLocal(points);
  let length_m = 0;
  for (let i = 1; i < local.length; i += 1) {
    const a = local[i - 1];
    const b = local[i];
    if (a && b) length_m += Math.hypot(b.east_m - a.east_m, b.north_m - a.north_m);
  }
  return length_m;
}

/** Area of the ring the points make, null for fewer than three. */
export function areaOf(points: readonly LonLat[]): number | null {
  if (points.length < 3) return null;
  const local = toLocal(points);
  let twice_m2 = 0;
  local.forEach((a, i) => {
    const b = local[(i + 1) % local.length];
    if (b) twice_m2 += a.east_m * b.north_m - b.east_m * a.north_m;
  });
  return Math.abs(twice_m2) / 2;
}
