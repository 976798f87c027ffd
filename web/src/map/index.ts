import { GPUInitializationError, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type MapMouseEvent } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Answer, District } from '../api/model';
import type { Locale } from '../i18n/locale';
import type { Theme } from '../theme/theme';
import { centreEntries } from './centre';
import type { MapEvents, MapHandle } from './handle';
import { Highlight } from './highlight';
import { listenToKeys } from './keys';
import { applyLayers } from './layers';
import { legendEntries } from './legend';
import { labelControls, mapLocale } from './locale';
import { MeasureTool } from './measure';
import { rememberedView, rememberView } from './view_hash';

setWorkerUrl(workerUrl);

export interface MapOptions {
  readonly district: District;
  readonly theme: Theme;
  readonly locale: Locale;
  readonly hidden: readonly string[];
  readonly opacity: Readonly<Record<string, number>>;
}

const kFitPadding_px = 72;
const kParcelZoom = 19;

function styleUrl(theme: Theme): string {
  return new URL(`/style/${theme}.json`, location.origin).href;
}

function placeKey(answer: Answer | null): string {
  return answer ? JSON.stringify([answer.place.reference, answer.place.lon, answer.place.lat, answer.place.geometry]) : '';
}

function open(container: HTMLElement, options: MapOptions): MapLibre {
  const [west, south, east, north] = options.district.bbox;
  const view = rememberedView(location.hash);
  return new MapLibre({
    container,
    style: styleUrl(options.theme),
    ...(view ? { center: [view.at.lon, view.at.lat], zoom: view.zoom } : { bounds: [west, south, east, north] }),
    maxBounds: [west - 0.3, south - 0.3, east + 0.3, north + 0.3],
    maxZoom: 21,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: true, customAttribution: [] },
    locale: mapLocale(options.locale),
    // On a phone one finger scrolls the page; two move the map.
    cooperativeGestures: matchMedia('(max-width: 899px) and (pointer: coarse)').matches,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    transformRequest: (url) => ({ url: new URL(url, location.origin).href }),
  });
}

export function createMap(container: HTMLElement, options: MapOptions, events: MapEvents): MapHandle {
  let map: MapLibre;
  try {
    map = open(container, options);
  } catch (cause) {
    events.failed(cause instanceof GPUInitializationError ? 'webgl' : 'style');
    throw cause;
  }
  let { theme, locale, hidden, opacity } = options;
  let answer: Answer | null = null;
  let isStyled = false;
  const { district } = options;
  const highlight = new Highlight(map);
  const measure = new MeasureTool(map, (measurement) => events.measured(measurement));

  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
  labelControls(container, locale);

  const report = (): void => {
    if (!isStyled) return;
    events.legend(legendEntries(map, district, locale));
    events.centre(centreEntries(map, district, locale));
  };
  const duration = (): { duration?: number } => (matchMedia('(prefers-reduced-motion: reduce)').matches ? { duration: 0 } : { duration: 700 });
  const fit = (): void => {
    const bounds = highlight.bounds();
    if (bounds) map.fitBounds(bounds, { padding: kFitPadding_px, maxZoom: kParcelZoom, ...duration() });
  };

  map.on('style.load', () => {
    isStyled = true;
    applyLayers(map, hidden, opacity);
    highlight.attach(theme);
    measure.attach(theme);
    highlight.show(answer);
    events.ready();
  });
  map.on('error', ({ error }) => {
    if (!isStyled) events.failed('style');
    console.warn('map:', error.message);
  });
  map.on('idle', report);
  map.on('moveend', (event) => {
    if ('originalEvent' in event && event.originalEvent) rememberView({ at: map.getCenter(), zoom: map.getZoom() });
  });
  map.on('click', (event: MapMouseEvent) => {
    const at = { lon: event.lngLat.lng, lat: event.lngLat.lat };
    if (measure.isOn) measure.add(at);
    else events.picked(at);
  });
  const centre = (): { lon: number; lat: number } => ({ lon: map.getCenter().lng, lat: map.getCenter().lat });
  listenToKeys(map.getCanvas(), {
    number: (index) => events.choseCentre(index),
    enter: () => (measure.isOn ? measure.add(centre()) : events.picked(centre())),
    undo: () => measure.undo(),
    escape: () => {
      if (!measure.isOn) return;
      measure.set(false);
      events.measured(null);
    },
  });

  return {
    showAnswer: (next) => {
      const isSamePlace = placeKey(next) === placeKey(answer);
      answer = next;
      highlight.show(next);
      // A link that names its own view keeps it, and so does another date or language.
      if (next && !isSamePlace && !rememberedView(location.hash)) fit();
    },
    fitAnswer: fit,
    fly: ({ bbox, at, zoom }) => {
      if (bbox && (bbox[2] > bbox[0] || bbox[3] > bbox[1])) {
        const [west, south, east, north] = bbox;
        map.fitBounds([west, south, east, north], { padding: kFitPadding_px, maxZoom: kParcelZoom, ...duration() });
      } else {
        map.flyTo({ center: [at.lon, at.lat], zoom, ...duration() });
      }
    },
    setTheme: (next) => {
      if (next === theme) return;
      theme = next;
      map.setStyle(styleUrl(theme), { diff: false });
    },
    setLocale: (next) => {
      locale = next;
      labelControls(container, locale);
      report();
    },
    setLayers: (nextHidden, nextOpacity) => {
      hidden = nextHidden;
      opacity = nextOpacity;
      if (isStyled) applyLayers(map, hidden, opacity);
    },
    setMeasuring: (isOn) => measure.set(isOn),
    undoMeasure: () => measure.undo(),
    centre,
  };
}
