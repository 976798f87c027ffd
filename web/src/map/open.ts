import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Bbox, District, LonLat } from '../api/model';
import type { Locale } from '../i18n/locale';
import type { Theme } from '../theme/theme';
import { labelControls, mapLocale } from './locale';
import type { MapView } from './view_hash';

setWorkerUrl(workerUrl);

export const kFitPadding_px = 72;
export const kParcelZoom = 19;

export function styleUrl(theme: Theme): string {
  return new URL(`/style/${theme}.json`, location.origin).href;
}

export function motion(): { duration: number } {
  return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 700 };
}

/** The map of the district as both pages begin with it. \throws GPUInitializationError without WebGL 2 */
export function openMap(
  container: HTMLElement,
  { district, theme, locale }: { readonly district: District; readonly theme: Theme; readonly locale: Locale },
  view: MapView | null,
): MapLibre {
  const [west, south, east, north] = district.bbox;
  const map = new MapLibre({
    container,
    style: styleUrl(theme),
    ...(view ? { center: [view.at.lon, view.at.lat], zoom: view.zoom } : { bounds: [west, south, east, north] }),
    maxBounds: [west - 0.3, south - 0.3, east + 0.3, north + 0.3],
    maxZoom: 21,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: true, customAttribution: [] },
    locale: mapLocale(locale),
    // On a phone one finger scrolls the page; two move the map.
    cooperativeGestures: matchMedia('(max-width: 899px) and (pointer: coarse)').matches,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    transformRequest: (url) => ({ url: new URL(url, location.origin).href }),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
  labelControls(container, locale);
  tellBusy(map);
  return map;
}

/** The picture says aria-busy until all that is in view is fetched and drawn; the buttons beside it are ready before. */
function tellBusy(map: MapLibre): void {
  const tell = (isBusy: boolean): void => map.getCanvas().setAttribute('aria-busy', String(isBusy));
  tell(true);
  map.on('render', () => tell(true));
  map.on('idle', () => tell(false));
}

export function flyTo(map: MapLibre, place: { readonly bbox: Bbox | null; readonly at: LonLat; readonly zoom: number }): void {
  const { bbox, at, zoom } = place;
  if (bbox && (bbox[2] > bbox[0] || bbox[3] > bbox[1])) {
    const [west, south, east, north] = bbox;
    map.fitBounds([west, south, east, north], { padding: kFitPadding_px, maxZoom: kParcelZoom, ...motion() });
  } else {
    map.flyTo({ center: [at.lon, at.lat], zoom, ...motion() });
  }
}
