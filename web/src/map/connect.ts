import type { Controller } from '../app/controller';
import type { Store } from '../app/state';
import { hiddenTopics } from './default_layers';
import type { MapEvents } from './handle';
import { hasWebGl2, whenIdle } from './webgl';

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
