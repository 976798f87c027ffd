import { hasWebGl2, whenIdle } from '../../map/webgl';
import type { Desk } from '../controller';
import { afterRender } from '../state';

/** Loads the map once somebody is signed in; without WebGL 2 the desk is complete but for the map. */
export async function connectDeskMap(desk: Desk): Promise<void> {
  const { store } = desk;
  if (!hasWebGl2()) return store.set({ map: 'none' });
  store.set({ map: 'loading' });
  await whenIdle();
  const container = document.getElementById('map');
  const { district, theme } = store.state;
  const over = document.getElementById('map-after');
  if (!container || !over || !district) return store.set({ map: 'waiting' });
  try {
    const { createDeskMap } = await import('./index');
    desk.map = createDeskMap(container, over, { district, theme, locale: desk.locale }, {
      pickedFinding: (index) => {
        desk.drafts.showFinding(index);
        afterRender(() => document.getElementById(`finding-${index}`)?.scrollIntoView({ block: 'nearest' }));
      },
      pickedParcel: (row) => desk.impact.pickedParcel(row),
      pickedPlace: (at) => void desk.impact.pickedPlace(at),
      walked: (step) => desk.drafts.walk(step),
      failed: (reason) => store.set({ map: reason === 'webgl' ? 'none' : 'failed' }),
      ready: () => store.set({ map: 'ready' }),
    });
    const { draft, finding } = store.state;
    desk.map.showFindings(draft?.check?.findings ?? [], finding);
    desk.impact.mark();
  } catch (cause) {
    console.warn('map:', cause);
    if (store.state.map !== 'none') store.set({ map: 'failed' });
  }
}
