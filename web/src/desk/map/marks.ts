import type { CircleLayerSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { LonLat } from '../../api/model';
import { kInks } from '../../map/highlight';
import type { Theme } from '../../theme/theme';
import { placeOf } from '../findings';
import type { Finding, Severity } from '../model';

const kSource = 'desk-marks';
export const kMarkLayer = 'desk-marks-all';

/** Red, orange, yellow, grey; size tells them apart, too. */
const kFills: Readonly<Record<Severity, string>> = { fatal: '#9c1c1c', error: '#d03b1f', warning: '#f0b429', note: '#6b7a83' };

function feature(at: LonLat, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [at.lon, at.lat] }, properties };
}

/** Places of findings, the chosen one, and a parcel, above everything else. */
export class Marks {
  private features_: readonly GeoJSON.Feature[] = [];
  private parcel_: LonLat | null = null;

  constructor(private readonly map_: MapLibre) {}

  attach(theme: Theme): void {
    const { line, halo } = kInks[theme];
    this.map_.addSource(kSource, { type: 'geojson', data: this.data_() });
    const layer = (id: string, filter: CircleLayerSpecification['filter'], paint: CircleLayerSpecification['paint']): void => {
      this.map_.addLayer({ id, type: 'circle', source: kSource, ...(filter ? { filter } : {}), ...(paint ? { paint } : {}) });
    };
    const isFinding: CircleLayerSpecification['filter'] = ['has', 'fill'];
    layer(kMarkLayer, isFinding, {
      'circle-radius': ['get', 'radius'],
      'circle-color': ['get', 'fill'],
      'circle-stroke-color': halo,
      'circle-stroke-width': 2,
    });
    const ring = { 'circle-radius': 15, 'circle-opacity': 0, 'circle-stroke-width': 4 } as const;
    layer('desk-marks-halo', ['==', ['get', 'chosen'], true], { ...ring, 'circle-stroke-width': 8, 'circle-stroke-color': halo });
    layer('desk-marks-chosen', ['==', ['get', 'chosen'], true], { ...ring, 'circle-stroke-color': line });
  }

  showFindings(findings: readonly Finding[], chosen: number | null): void {
    this.parcel_ = null;
    this.features_ = findings.flatMap((finding, index) => {
      const at = placeOf(finding);
      const { severity } = finding;
      const radius = severity === 'fatal' || severity === 'error' ? 7 : severity === 'warning' ? 6 : 4;
      return at ? [feature(at, { index, fill: kFills[severity], radius, chosen: index === chosen })] : [];
    });
    this.update_();
  }

  showParcel(at: LonLat): void {
    this.parcel_ = at;
    this.update_();
  }

  private data_(): GeoJSON.FeatureCollection {
    const parcel = this.parcel_ ? [feature(this.parcel_, { chosen: true })] : [];
    return { type: 'FeatureCollection', features: [...this.features_, ...parcel] };
  }

  private update_(): void {
    this.map_.getSource<GeoJSONSource>(kSource)?.setData(this.data_());
  }
}
