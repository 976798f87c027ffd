import { GPUInitializationError, type Map as MapLibre } from 'maplibre-gl';
import type { District } from '../../api/model';
import { hiddenAtFirst } from '../../map/default_layers';
import { applyLayers } from '../../map/layers';
import { labelControls } from '../../map/locale';
import { flyTo, openMap, styleUrl } from '../../map/open';
import type { Theme } from '../../theme/theme';
import type { DeskLocale } from '../i18n/locale';
import { walkKey } from '../keys';
import type { DeskMap, DeskMapEvents } from './handle';
import { kMarkLayer, Marks } from './marks';
import { PlanTiles } from './plan_tiles';

export interface DeskMapOptions {
  readonly district: District;
  readonly theme: Theme;
  readonly locale: DeskLocale;
}

export function createDeskMap(container: HTMLElement, options: DeskMapOptions, events: DeskMapEvents): DeskMap {
  let map: MapLibre;
  try {
    map = openMap(container, options, null);
  } catch (cause) {
    events.failed(cause instanceof GPUInitializationError ? 'webgl' : 'style');
    throw cause;
  }
  let { theme } = options;
  let isStyled = false;
  const marks = new Marks(map);
  const plans = new PlanTiles(map);
  const restyle = (): void => {
    map.setStyle(styleUrl(theme), { diff: false });
  };

  map.on('style.load', () => {
    isStyled = true;
    applyLayers(map, hiddenAtFirst(options.district), {});
    marks.attach(theme);
    plans.attach();
    events.ready();
  });
  map.on('error', ({ error }) => {
    if (!isStyled) events.failed('style');
    console.warn('map:', error.message);
  });
  map.on('click', kMarkLayer, ({ features }) => {
    const index: unknown = features?.[0]?.properties['index'];
    if (typeof index === 'number') events.pickedFinding(index);
  });
  map.getCanvas().addEventListener('keydown', (event) => {
    const step = walkKey(event);
    if (step) events.walked(step);
  });

  return {
    showFindings: (findings, chosen) => marks.showFindings(findings, chosen),
    showParcel: (at) => marks.showParcel(at),
    showPreview: (draft) => plans.show(draft),
    fly: (place) => flyTo(map, place),
    refresh: restyle,
    remove: () => map.remove(),
    setTheme: (next) => {
      if (next === theme) return;
      theme = next;
      restyle();
    },
    setLocale: (locale) => labelControls(container, locale),
  };
}
