import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { LonLat } from '../api/model';
import type { Measurement } from '../app/state';
import type { Theme } from '../theme/theme';
import { areaOf, lengthOf } from './geodesy';
import { kInks } from './highlight';

const kSource = 'measure';

function shapes(points: readonly LonLat[]): GeoJSON.FeatureCollection {
  const positions = points.map(({ lon, lat }) => [lon, lat]);
  const [first] = positions;
  const features: GeoJSON.Feature[] = positions.map((position) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } }));
  if (positions.length > 1) features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: positions } });
  if (positions.length > 2 && first) features.push({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...positions, first]] } });
  return { type: 'FeatureCollection', features };
}

/** Distance and area of points set by click, or by Enter at the centre. */
export class MeasureTool {
  isOn = false;
  private points_: readonly LonLat[] = [];

  constructor(
    private readonly map_: MapLibre,
    private readonly measured_: (measurement: Measurement) => void,
  ) {}

  attach(theme: Theme): void {
    const { line, halo } = kInks[theme];
    this.map_.addSource(kSource, { type: 'geojson', data: shapes(this.points_) });
    this.map_.addLayer({ id: 'measure-fill', type: 'fill', source: kSource, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': line, 'fill-opacity': 0.15 } });
    this.map_.addLayer({ id: 'measure-line', type: 'line', source: kSource, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': line, 'line-width': 2.5, 'line-dasharray': [2, 1] } });
    this.map_.addLayer({ id: 'measure-point', type: 'circle', source: kSource, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': halo, 'circle-stroke-color': line, 'circle-stroke-width': 2.5 } });
  }

  set(isOn: boolean): void {
    this.isOn = isOn;
    this.map_.getCanvas().classList.toggle('is-measuring', isOn);
    this.update_([]);
    if (isOn) this.report_();
  }

  add(point: LonLat): void {
    this.update_([...this.points_, point]);
    this.report_();
  }

  undo(): void {
    if (!this.isOn) return;
    this.update_(this.points_.slice(0, -1));
    this.report_();
  }

  private update_(points: readonly LonLat[]): void {
    this.points_ = points;
    this.map_.getSource<GeoJSONSource>(kSource)?.setData(shapes(points));
  }

  private report_(): void {
    this.measured_({ points: this.points_.length, length_m: lengthOf(this.points_), area_m2: areaOf(this.points_) });
  }
}
