import type { GeoJSONSource, LngLatBoundsLike, Map as MapLibre } from 'maplibre-gl';
import type { Answer, ApiGeometry, Restriction } from '../api/model';
import { isUncertain } from '../format/certainty';
import { isDisplaced } from '../format/displaced';
import type { Theme } from '../theme/theme';

const kSource = 'answer';
const kEmpty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** What is drawn of the plans, and not of the place. */
const kZoneRoles = ['zone', 'change', 'uncertain', 'displaced'] as const;
type ZoneRole = (typeof kZoneRoles)[number];

interface Inks {
  readonly line: string;
  readonly halo: string;
}
export const kInks: Readonly<Record<Theme, Inks>> = {
  light: { line: '#0b3a8f', halo: '#ffffff' },
  dark: { line: '#ffd24a', halo: '#10161a' },
  'high-contrast': { line: '#000000', halo: '#ffff00' },
};

function toGeoJson(geometry: ApiGeometry | null | undefined): GeoJSON.Geometry | null {
  // The contract gives both the same shape; only the depth of `coordinates` is not written down there.
  return geometry ? (geometry as GeoJSON.Geometry) : null;
}

function features(answer: Answer): GeoJSON.FeatureCollection {
  const found: GeoJSON.Feature[] = [];
  const add = (geometry: ApiGeometry | null | undefined, role: string, code: string): void => {
    const shape = toGeoJson(geometry);
    if (shape) found.push({ type: 'Feature', geometry: shape, properties: { role, code } });
  };
  const addRestriction = (restriction: Restriction, role: ZoneRole): void =>
    add(restriction.geometry, isUncertain(restriction) ? 'uncertain' : isDisplaced(restriction) ? 'displaced' : role, restriction.zone.code ?? '');
  for (const topic of answer.topics) for (const restriction of topic.restrictions ?? []) addRestriction(restriction, 'zone');
  for (const change of answer.changes) addRestriction(change, 'change');
  const { place } = answer;
  const point: ApiGeometry | null = typeof place.lon === 'number' && typeof place.lat === 'number' ? { type: 'Point', coordinates: [place.lon, place.lat] } : null;
  add(place.geometry ?? point, place.kind, '');
  return { type: 'FeatureCollection', features: found };
}

function eachPosition(coordinates: unknown, visit: (lon: number, lat: number) => void): void {
  if (!Array.isArray(coordinates)) return;
  const [first, second] = coordinates as readonly unknown[];
  if (typeof first === 'number' && typeof second === 'number') visit(first, second);
  else for (const part of coordinates as readonly unknown[]) eachPosition(part, visit);
}

/** Outlines of the place and of what it shares with each zone, above everything else. */
export class Highlight {
  private data_: GeoJSON.FeatureCollection = kEmpty;

  constructor(private readonly map_: MapLibre) {}

  attach(theme: Theme): void {
    const map = this.map_;
    const { line, halo } = kInks[theme];
    map.addSource(kSource, { type: 'geojson', data: this.data_ });
    const isZone: ['in', ['get', 'role'], ['literal', string[]]] = ['in', ['get', 'role'], ['literal', [...kZoneRoles]]];
    const isSure: ['!', ['in', ['get', string], ['literal', string[]]]] = ['!', ['in', ['get', 'role'], ['literal', ['uncertain', 'displaced']]]];
    map.addLayer({ id: 'answer-zone-fill', type: 'fill', source: kSource, filter: ['all', isZone, isSure, ['==', ['geometry-type'], 'Polygon']], paint: { 'fill-color': line, 'fill-opacity': 0.03 } });
    map.addLayer({ id: 'answer-zone-line', type: 'line', source: kSource, filter: ['all', isZone, isSure], paint: { 'line-color': line, 'line-width': 1.5, 'line-dasharray': [3, 2] } });
    map.addLayer({ id: 'answer-uncertain-line', type: 'line', source: kSource, filter: ['==', ['get', 'role'], 'uncertain'], paint: { 'line-color': line, 'line-width': 1.5, 'line-dasharray': [1, 2.5] } });
    map.addLayer({ id: 'answer-displaced-line', type: 'line', source: kSource, filter: ['==', ['get', 'role'], 'displaced'], paint: { 'line-color': line, 'line-width': 1, 'line-opacity': 0.6, 'line-dasharray': [1, 5] } });
    map.addLayer({ id: 'answer-halo', type: 'line', source: kSource, filter: ['!', isZone], layout: { 'line-join': 'round' }, paint: { 'line-color': halo, 'line-width': 7, 'line-opacity': 0.9 } });
    map.addLayer({ id: 'answer-line', type: 'line', source: kSource, filter: ['!', isZone], layout: { 'line-join': 'round' }, paint: { 'line-color': line, 'line-width': 3.5 } });
    map.addLayer({ id: 'answer-point', type: 'circle', source: kSource, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 8, 'circle-color': line, 'circle-stroke-color': halo, 'circle-stroke-width': 3 } });
  }

  show(answer: Answer | null): void {
    this.data_ = answer ? features(answer) : kEmpty;
    this.map_.getSource<GeoJSONSource>(kSource)?.setData(this.data_);
  }

  /** Box of the place itself; the zones in it never reach further. */
  bounds(): LngLatBoundsLike | null {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (const { geometry, properties } of this.data_.features) {
      if (kZoneRoles.some((role) => role === properties?.['role']) || !('coordinates' in geometry)) continue;
      eachPosition(geometry.coordinates, (lon, lat) => {
        west = Math.min(west, lon);
        east = Math.max(east, lon);
        south = Math.min(south, lat);
        north = Math.max(north, lat);
      });
    }
    return west <= east ? [west, south, east, north] : null;
  }
}
