import type { Store } from '../app/state';
import type { Locale } from '../i18n/locale';
import type { PlaceQuery } from '../url/state';
import type { MapHandle } from './handle';

export interface MapActions {
  toggleLegend(): void;
  toggleMeasure(): void;
  undoMeasure(): void;
  toggleCentre(): void;
  chooseCentre(index: number): void;
  locate(): void;
}

interface Host {
  readonly store: Store;
  readonly locale: () => Locale;
  readonly map: () => MapHandle | null;
  readonly goTo: (place: PlaceQuery) => void;
}

/** A position worse than this says nothing about a parcel. */
const kUsefulAccuracy_m = 100;

/** A phone shows one card at a time. */
function isNarrow(): boolean {
  return matchMedia('(max-width: 899px)').matches;
}

export function createMapActions(host: Host): MapActions {
  const { store } = host;
  const say = (message: string): void => store.setMap({ message });
  return {
    toggleLegend: () => {
      const isLegendOpen = !store.state.map.isLegendOpen;
      store.setMap({ isLegendOpen, isCentreOpen: store.state.map.isCentreOpen && !(isLegendOpen && isNarrow()) });
    },
    toggleMeasure: () => {
      const isOn = store.state.map.measurement === null;
      store.setMap({ measurement: isOn ? { points: 0, length_m: 0, area_m2: null } : null });
      host.map()?.setMeasuring(isOn);
    },
    undoMeasure: () => host.map()?.undoMeasure(),
    toggleCentre: () => {
      const isCentreOpen = !store.state.map.isCentreOpen;
      store.setMap({ isCentreOpen, isLegendOpen: store.state.map.isLegendOpen && !(isCentreOpen && isNarrow()) });
    },
    chooseCentre: (index) => {
      const entry = store.state.map.centre[index];
      const at = host.map()?.centre();
      if (!entry || !at) return;
      if (entry.parcel) host.goTo({ kind: 'parcel', key: entry.parcel, candidate: null });
      else host.goTo({ kind: 'point', at });
    },
    locate: () => {
      const { t, number } = host.locale();
      if (!('geolocation' in navigator)) return say(t('locate.none'));
      say(t('locate.busy'));
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const accuracy = number(coords.accuracy, 0);
          say(t(coords.accuracy > kUsefulAccuracy_m ? 'locate.rough' : 'locate.found', { accuracy }));
          host.map()?.fly({ bbox: null, at: { lon: coords.longitude, lat: coords.latitude }, zoom: 18 });
        },
        (error) => say(t(error.code === error.PERMISSION_DENIED ? 'locate.denied' : 'locate.failed')),
        { enableHighAccuracy: true, timeout: 15_000 },
      );
    },
  };
}
