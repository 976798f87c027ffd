import type { Controller } from '../app/controller';
import type { Store } from '../app/state';
import { hiddenTopics } from './default_layers';
import type { MapEvents } from './handle';

/** The map library needs WebGL 2; without it the page is complete but for the map. */
function hasWebGl2(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 800 });
    else setTimeout(resolve, 200);
  });
}

/** Loads the map after the form is usable, and joins the two. */
export async function connectMap(store: Store, controller: Controller): Promise<void> {
  if (!hasWebGl2()) {
    store.setMap({ status: 'none' });
    return;
  }
  if (!store.state.district) return;
  store.setMap({ status: 'loading' });
  await whenIdle();
  const container = document.getElementById('map');
  const { district, theme, url, map } = store.state;
  if (!container || !district) return;
  const events: MapEvents = {
    picked: (at) => controller.goTo({ kind: 'point', at }),
    legend: (legend) => store.setMap({ legend }),
    centre: (centre) => store.setMap({ centre }),
    choseCentre: (index) => controller.mapActions.chooseCentre(index),
    measured: (measurement) => store.setMap({ measurement }),
    failed: (reason) => store.setMap({ status: reason === 'webgl' ? 'none' : 'failed' }),
    ready: () => store.setMap({ status: 'ready' }),
  };
  try {
    const { createMap } = await import('./index');
    const handle = createMap(container, { district, theme, locale: controller.locale, hidden: hiddenTopics(url, district), opacity: map.opacity }, events);
    controller.map = handle;
    const { panel } = store.state;
    if (panel.kind === 'answer') handle.showAnswer(panel.answer);
  } catch (cause) {
    console.warn('map:', cause);
    store.setMap({ status: 'failed' });
  }
}
