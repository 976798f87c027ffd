import type { Bbox, LonLat } from '../../api/model';
import type { Theme } from '../../theme/theme';
import type { DeskLocale } from '../i18n/locale';
import type { Finding, ParcelImpact, PreviewMode, Repair } from '../model';

/** A draft whose edition may be looked at before there is one. */
export interface PreviewedDraft {
  readonly id: string;
  /** It makes parcels new, not only plans. */
  readonly hasParcels: boolean;
}

/** What the desk asks of its map; the map's code itself is loaded later. */
export interface DeskMap {
  /** Marks all places and shapes, and one of them above the others. */
  showFindings(findings: readonly Finding[], chosen: number | null): void;
  /** Draws a shape as it is and as it would be, in place of the one before. */
  showRepair(repair: Repair): void;
  /** Marks and outlines the parcels that change. */
  showParcels(parcels: readonly ParcelImpact[]): void;
  /** Outlines boxes (west, south, east, north). */
  showBoxes(boxes: readonly (readonly number[])[]): void;
  /** Rings one place, or none. */
  choose(at: LonLat | null): void;
  /** Plans as they are, as they would be once this draft is published, or both with a divider between. */
  showPreview(mode: PreviewMode, draft: PreviewedDraft | null): void;
  /** Draws the plans of one topic alone; `null`: as the public page begins. */
  showTopic(topic: string | null): void;
  fly(place: { readonly bbox: Bbox | null; readonly at: LonLat; readonly zoom: number }): void;
  /** Draws anew from the edition that is current now. */
  refresh(): void;
  remove(): void;
  setTheme(theme: Theme): void;
  setLocale(locale: DeskLocale): void;
}

export interface DeskMapEvents {
  pickedFinding(index: number): void;
  /** By what tells its row from all others. */
  pickedParcel(row: string): void;
  /** A place with no mark on it: clicked, or the middle of the map when Enter is pressed. */
  pickedPlace(at: LonLat): void;
  walked(step: 1 | -1): void;
  failed(reason: 'webgl' | 'style'): void;
  ready(): void;
}
