import { GPUInitializationError, type Map as MapLibre, type MapMouseEvent } from 'maplibre-gl';
import type { Answer, District } from '../api/model';
import type { Locale } from '../i18n/locale';
import type { Theme } from '../theme/theme';
import { centreEntries } from './centre';
import type { MapEvents, MapHandle } from './handle';
import { Highlight } from './highlight';
import { listenToKeys } from './keys';
import { applyLayers } from './layers';
import { legendEntries } from './legend';
import { labelControls } from './locale';
import { MeasureTool } from './measure';
import { flyTo, kFitPadding_px, kParcelZoom, motion, openMap, styleUrl } from './open';
import { rememberedView, rememberView } from './view_hash';

export interface MapOptions {
  readonly district: District;
  readonly theme: Theme;
  readonly locale: Locale;
  readonly hidden: readonly string[];
  readonly opacity: Readonly<Record<string, number>>;
}

function placeKey(answer: Answer | null): string {
  return answer ? JSON.stringify([answer.place.reference, answer.place.lon, answer.place.lat, answer.place.geometry]) : '';
}

export function createMap(container: HTMLElement, options: MapOptions, events: MapEvents): MapHandle {
  let map: MapLibre;
  try {
    map = openMap(container, options, rememberedView(location.hash));
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

  const report = (): void => {
    if (!isStyled) return;
    events.legend(legendEntries(map, district, locale));
    events.centre(centreEntries(map, district, locale));
  };
  const fit = (): void => {
    const bounds = highlight.bounds();
    if (bounds) map.fitBounds(bounds, { padding: kFitPadding_px, maxZoom: kParcelZoom, ...motion() });
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
    fly: (place) => flyTo(map, place),
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
