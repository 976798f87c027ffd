import type { ExpressionSpecification, FilterSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { LonLat } from '../../api/model';
import { kInks } from '../../map/highlight';
import type { Theme } from '../../theme/theme';
import { placeOf } from '../findings';
import { changeOf, rowKey, type Change } from '../impact_table';
import type { Finding, ParcelImpact, Repair, Severity } from '../model';

const kSource = 'desk-marks';
export const kMarkLayer = 'desk-marks-all';
export const kImpactLayer = 'desk-impact-all';

/** Red, orange, yellow, grey; a sign and the size tell them apart, too. */
const kFills: Readonly<Record<Severity, string>> = { fatal: '#9c1c1c', error: '#d03b1f', warning: '#f0b429', note: '#6b7a83' };
/** Of a repaired shape. */
const kAfter = '#1b6e3a';
const kInk: Readonly<Record<Severity, string>> = { fatal: '#ffffff', error: '#ffffff', warning: '#14231f', note: '#ffffff' };
const kRadii_px: Readonly<Record<Severity, number>> = { fatal: 10, error: 9, warning: 8, note: 6 };
export const kSigns: Readonly<Record<Severity, string>> = { fatal: '!!', error: '!', warning: '?', note: 'i' };
/** A full disc, a small one, and a ring. */
const kChanges: Readonly<Record<Change, { readonly radius: number; readonly opacity: number }>> = {
  state: { radius: 7, opacity: 1 },
  area: { radius: 4.5, opacity: 0.9 },
  words: { radius: 4.5, opacity: 0 },
};

type Properties = Readonly<Record<string, unknown>>;

function at(place: LonLat, properties: Properties): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [place.lon, place.lat] }, properties };
}

/** Findings with their shapes, parcels that change, and the one thing looked at: on one map or on both of the comparison. */
export class Marks {
  private findings_: readonly GeoJSON.Feature[] = [];
  private parcels_: readonly GeoJSON.Feature[] = [];
  private shapes_: readonly GeoJSON.Feature[] = [];
  private boxes_: readonly GeoJSON.Feature[] = [];
  private repair_: readonly GeoJSON.Feature[] = [];
  private chosen_: readonly GeoJSON.Feature[] = [];
  private readonly maps_ = new Set<MapLibre>();

  /** \param key  what a parcel's reference is made of, in the properties of its tile */
  constructor(private readonly key_: readonly string[]) {}

  /** Adds the layers to a style that was just loaded. */
  attach(map: MapLibre, theme: Theme): void {
    this.maps_.add(map);
    const { line, halo } = kInks[theme];
    const is = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind];
    map.addSource(kSource, { type: 'geojson', data: this.data_() });
    if (map.getSource('cadastre')) {
      const outline = { type: 'line', source: 'cadastre', 'source-layer': 'parcels', minzoom: 14, filter: this.changed_() } as const;
      map.addLayer({ id: 'desk-impact-halo', ...outline, paint: { 'line-color': halo, 'line-width': 5 } });
      map.addLayer({ id: 'desk-impact-line', ...outline, paint: { 'line-color': line, 'line-width': 2.5, 'line-dasharray': [2, 1] } });
    }
    const source = kSource;
    map.addLayer({ id: 'desk-shape-fill', type: 'fill', source, filter: ['all', is('shape'), ['==', ['geometry-type'], 'Polygon']], paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': 0.45 } });
    map.addLayer({ id: 'desk-shape-line', type: 'line', source, filter: is('shape'), paint: { 'line-color': ['get', 'fill'], 'line-width': 2.5 } });
    const wide = { type: 'line', source } as const;
    map.addLayer({ id: 'desk-repair-fill', type: 'fill', source, filter: is('repair_after'), paint: { 'fill-color': kAfter, 'fill-opacity': 0.25 } });
    map.addLayer({ id: 'desk-repair-halo', ...wide, filter: ['any', is('repair_before'), is('repair_after')], paint: { 'line-color': halo, 'line-width': 6 } });
    map.addLayer({ id: 'desk-repair-after', ...wide, filter: is('repair_after'), paint: { 'line-color': kAfter, 'line-width': 3 } });
    map.addLayer({ id: 'desk-repair-before', ...wide, filter: is('repair_before'), paint: { 'line-color': kFills.error, 'line-width': 3, 'line-dasharray': [2, 2] } });
    map.addLayer({ id: kImpactLayer, type: 'circle', source, filter: is('parcel'), maxzoom: 17, paint: {
      'circle-radius': ['get', 'radius'], 'circle-color': line, 'circle-opacity': ['get', 'opacity'], 'circle-stroke-color': ['case', ['==', ['get', 'opacity'], 0], line, halo], 'circle-stroke-width': 1.5 } });
    map.addLayer({ id: kMarkLayer, type: 'circle', source, filter: is('finding'), paint: {
      'circle-radius': ['get', 'radius'], 'circle-color': ['get', 'fill'], 'circle-stroke-color': halo, 'circle-stroke-width': 2 } });
    map.addLayer({ id: 'desk-marks-sign', type: 'symbol', source, filter: is('finding'), paint: { 'text-color': ['get', 'ink'] }, layout: {
      'text-field': ['get', 'sign'], 'text-font': ['BVP Bold'], 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': true } });
    const ring = { 'circle-radius': 16, 'circle-opacity': 0 } as const;
    map.addLayer({ id: 'desk-chosen-halo', type: 'circle', source, filter: is('chosen'), paint: { ...ring, 'circle-stroke-width': 8, 'circle-stroke-color': halo } });
    map.addLayer({ id: 'desk-chosen', type: 'circle', source, filter: is('chosen'), paint: { ...ring, 'circle-stroke-width': 4, 'circle-stroke-color': line } });
  }

  detach(map: MapLibre): void {
    this.maps_.delete(map);
  }

  showFindings(findings: readonly Finding[], chosen: number | null): void {
    this.findings_ = findings.flatMap((finding, index) => {
      const place = placeOf(finding);
      const { severity } = finding;
      return place ? [at(place, { kind: 'finding', index, fill: kFills[severity], ink: kInk[severity], radius: kRadii_px[severity], sign: kSigns[severity] })] : [];
    });
    this.shapes_ = findings.flatMap(({ geometry, severity }) =>
      geometry ? [{ type: 'Feature' as const, geometry: geometry as GeoJSON.Geometry, properties: { kind: 'shape', fill: kFills[severity] } }] : []);
    const place = chosen === null ? null : placeOf(findings[chosen] ?? {});
    this.repair_ = [];
    this.choose(place);
  }

  showRepair({ before, after }: Repair): void {
    const shape = (geometry: unknown, kind: string): GeoJSON.Feature[] =>
      geometry ? [{ type: 'Feature', geometry: geometry as GeoJSON.Geometry, properties: { kind } }] : [];
    this.repair_ = [...shape(before, 'repair_before'), ...shape(after, 'repair_after')];
    this.choose(null);
  }

  showParcels(parcels: readonly ParcelImpact[]): void {
    this.parcels_ = parcels.map((parcel) => at(parcel, { kind: 'parcel', reference: parcel.reference, row: rowKey(parcel), ...kChanges[changeOf(parcel)] }));
    this.update_();
    for (const map of this.maps_) for (const id of ['desk-impact-halo', 'desk-impact-line']) if (map.getLayer(id)) map.setFilter(id, this.changed_());
  }

  showBoxes(boxes: readonly (readonly number[])[]): void {
    this.boxes_ = boxes.map(([west = 0, south = 0, east = 0, north = 0]) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
      properties: { kind: 'repair_after' },
    }));
    this.update_();
  }

  /** Rings one place, or none. */
  choose(place: LonLat | null): void {
    this.chosen_ = place ? [at(place, { kind: 'chosen' })] : [];
    this.update_();
  }

  private changed_(): FilterSpecification {
    const parts = this.key_.flatMap((part, index): ExpressionSpecification[] => {
      const value: ExpressionSpecification = ['to-string', ['get', part]];
      return index === 0 ? [value] : [['literal', '/'] as unknown as ExpressionSpecification, value];
    });
    const references = this.parcels_.map(({ properties }) => String(properties?.['reference']));
    return ['in', ['concat', ...parts], ['literal', references]] as FilterSpecification;
  }

  private data_(): GeoJSON.FeatureCollection {
    return { type: 'FeatureCollection', features: [...this.shapes_, ...this.repair_, ...this.boxes_, ...this.parcels_, ...this.findings_, ...this.chosen_] };
  }

  private update_(): void {
    for (const map of this.maps_) map.getSource<GeoJSONSource>(kSource)?.setData(this.data_());
  }
}
