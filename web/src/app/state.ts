import type { Answer, Candidate, District, PlanDetail, SearchHit } from '../api/model';
import type { ApiProblem } from '../api/problem';
import type { Lang } from '../i18n/texts';
import type { Theme, ThemeChoice } from '../theme/theme';
import type { TimelineState } from '../timeline/state';
import type { UrlState } from '../url/state';
import { BaseStore } from './store';

export type Panel =
  | { readonly kind: 'start' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'plan'; readonly plan: PlanDetail }
  | { readonly kind: 'problem'; readonly problem: ApiProblem };

/** `none`: this device draws no map and the page says so. */
export type MapStatus = 'waiting' | 'loading' | 'ready' | 'none' | 'failed';

export interface LegendEntry {
  readonly code: string;
  readonly fill: string;
  readonly name: string;
}

/** One thing at the centre of the map, reachable by its number. */
export interface CentreEntry {
  readonly kind: 'parcel' | 'zone' | 'line' | 'road' | 'water' | 'place' | 'commune';
  readonly text: string;
  readonly parcel: { readonly commune?: string; readonly sheet?: string; readonly number?: string } | null;
}

export interface Measurement {
  readonly points: number;
  readonly length_m: number;
  readonly area_m2: number | null;
}

export interface MapState {
  readonly status: MapStatus;
  readonly opacity: Readonly<Record<string, number>>;
  readonly legend: readonly LegendEntry[];
  readonly centre: readonly CentreEntry[];
  readonly isLegendOpen: boolean;
  readonly isCentreOpen: boolean;
  readonly measurement: Measurement | null;
  readonly message: string;
}

export interface AppState {
  readonly lang: Lang;
  readonly themeChoice: ThemeChoice;
  readonly theme: Theme;
  readonly url: UrlState;
  readonly district: District | null;
  readonly districtProblem: ApiProblem | null;
  readonly panel: Panel;
  /** A commune, road, river or place chosen from the list: shown, but nothing is claimed about it. */
  readonly shownHit: SearchHit | null;
  readonly map: MapState;
  readonly isLinkCopied: boolean;
  /** What changed when at the place of the answer. */
  readonly history: TimelineState;
}

export const kInitialMap: MapState = {
  status: 'waiting',
  opacity: {},
  legend: [],
  centre: [],
  isLegendOpen: false,
  isCentreOpen: false,
  measurement: null,
  message: '',
};

export class Store extends BaseStore<AppState> {
  setMap(patch: Partial<MapState>): void {
    this.set({ map: { ...this.state.map, ...patch } });
  }

  setHistory(patch: Partial<TimelineState>): void {
    this.set({ history: { ...this.state.history, ...patch } });
  }
}
