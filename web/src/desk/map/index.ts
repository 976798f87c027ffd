import { GPUInitializationError } from 'maplibre-gl';
import { hiddenAtFirst } from '../../map/default_layers';
import { labelControls } from '../../map/locale';
import { flyTo } from '../../map/open';
import { walkKey } from '../keys';
import type { DeskMap, DeskMapEvents } from './handle';
import { kImpactLayer, kMarkLayer, Marks } from './marks';
import { Pane, type PaneOptions } from './pane';
import { Swipe } from './swipe';

export function createDeskMap(container: HTMLElement, over: HTMLElement, options: PaneOptions, events: DeskMapEvents): DeskMap {
  const marks = new Marks(options.district.parcel_key.parts);
  let now = options;
  let hidden = hiddenAtFirst(options.district);
  let main: Pane;
  try {
    main = new Pane(container, options, marks, { ready: () => events.ready(), failed: () => events.failed('style') });
  } catch (cause) {
    events.failed(cause instanceof GPUInitializationError ? 'webgl' : 'style');
    throw cause;
  }
  const { map } = main;
  const swipe = new Swipe(over, main, (place) => new Pane(place, now, marks, { ready: () => undefined, failed: () => events.failed('style') }), options.locale);
  const panes = (): readonly Pane[] => [main, ...(swipe.pane ? [swipe.pane] : [])];

  map.on('click', ({ point, lngLat }) => {
    const layers = [kMarkLayer, kImpactLayer].filter((id) => map.getLayer(id));
    const properties = map.queryRenderedFeatures(point, { layers })[0]?.properties;
    const index: unknown = properties?.['index'];
    const row: unknown = properties?.['row'];
    if (typeof index === 'number') events.pickedFinding(index);
    else if (typeof row === 'string') events.pickedParcel(row);
    else events.pickedPlace({ lon: lngLat.lng, lat: lngLat.lat });
  });
  map.getCanvas().addEventListener('keydown', (event) => {
    const step = walkKey(event);
    if (step) events.walked(step);
    else if (event.key === 'Enter') events.pickedPlace({ lon: map.getCenter().lng, lat: map.getCenter().lat });
  });

  return {
    showFindings: (findings, chosen) => marks.showFindings(findings, chosen),
    showBoxes: (boxes) => marks.showBoxes(boxes),
    showRepair: (repair) => marks.showRepair(repair),
    showParcels: (parcels) => marks.showParcels(parcels),
    choose: (place) => marks.choose(place),
    showPreview: (mode, draft) => {
      main.plans.show(mode === 'after' ? draft : null);
      swipe.show(mode === 'swipe' ? draft : null);
      swipe.pane?.hide(hidden);
    },
    showTopic: (topic) => {
      hidden = topic === null ? hiddenAtFirst(options.district) : options.district.topics.map(({ id }) => id).filter((id) => id !== topic);
      panes().forEach((pane) => pane.hide(hidden));
    },
    fly: (place) => flyTo(map, place),
    refresh: () => panes().forEach((pane) => pane.refresh()),
    remove: () => {
      swipe.show(null);
      main.remove();
    },
    setTheme: (theme) => {
      now = { ...now, theme };
      panes().forEach((pane) => pane.setTheme(theme));
    },
    setLocale: (locale) => {
      now = { ...now, locale };
      labelControls(container, locale);
      swipe.setLocale(locale);
    },
  };
}
