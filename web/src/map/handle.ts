import type { Answer, Bbox, LonLat } from '../api/model';
import type { Locale } from '../i18n/locale';
import type { CentreEntry, LegendEntry, Measurement } from '../app/state';
import type { Theme } from '../theme/theme';

/** What the page asks of the map; the map's code itself is loaded later. */
export interface MapHandle {
  showAnswer(answer: Answer | null): void;
  fitAnswer(): void;
  fly(place: { readonly bbox: Bbox | null; readonly at: LonLat; readonly zoom: number }): void;
  setTheme(theme: Theme): void;
  setLocale(locale: Locale): void;
  setLayers(hidden: readonly string[], opacity: Readonly<Record<string, number>>): void;
  setMeasuring(isOn: boolean): void;
  undoMeasure(): void;
  centre(): LonLat;
}

export interface MapEvents {
  picked(at: LonLat): void;
  legend(entries: readonly LegendEntry[]): void;
  centre(entries: readonly CentreEntry[]): void;
  choseCentre(index: number): void;
  measured(measurement: Measurement | null): void;
  failed(reason: 'webgl' | 'style' | 'tiles'): void;
  ready(): void;
}
