import type { LonLat } from '../api/model';

export interface MapView {
  readonly at: LonLat;
  readonly zoom: number;
}

const kPattern = /^#map=(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;

/** `#map=zoom/lat/lon`, as most maps of the web write it. */
export function rememberedView(hash: string): MapView | null {
  const match = kPattern.exec(hash);
  if (!match) return null;
  const [zoom = NaN, lat = NaN, lon = NaN] = match.slice(1).map(Number);
  return zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { at: { lon, lat }, zoom } : null;
}

export function viewHash(view: { readonly at: LonLat; readonly zoom: number }): string {
  return `#map=${view.zoom.toFixed(2)}/${view.at.lat.toFixed(6)}/${view.at.lon.toFixed(6)}`;
}

export function rememberView({ at, zoom }: { at: { lng: number; lat: number }; zoom: number }): void {
  const hash = viewHash({ at: { lon: at.lng, lat: at.lat }, zoom });
  history.replaceState(history.state, '', location.pathname + location.search + hash);
}
