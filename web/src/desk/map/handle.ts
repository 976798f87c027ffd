import type { Bbox, LonLat } from '../../api/model';
import type { DeskLocale } from '../i18n/locale';
import type { Finding } from '../model';
import type { Theme } from '../../theme/theme';

/** What the desk asks of its map; the map's code itself is loaded later. */
export interface DeskMap {
  /** Marks all places, and one of them above the others. */
  showFindings(findings: readonly Finding[], chosen: number | null): void;
  showParcel(at: LonLat): void;
  /** Plans as they would be once this draft is published, or as they are. */
  showPreview(draft: string | null): void;
  fly(place: { readonly bbox: Bbox | null; readonly at: LonLat; readonly zoom: number }): void;
  /** Draws anew from the edition that is current now. */
  refresh(): void;
  remove(): void;
  setTheme(theme: Theme): void;
  setLocale(locale: DeskLocale): void;
}

export interface DeskMapEvents {
  pickedFinding(index: number): void;
  walked(step: 1 | -1): void;
  failed(reason: 'webgl' | 'style'): void;
  ready(): void;
}
