import type { Difference, Timeline } from '../api/model';
import type { ApiProblem } from '../api/problem';

/** What the reader asked for on top of the answer. */
export type Asked<T> =
  | { readonly status: 'asking' }
  | { readonly status: 'told'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: ApiProblem };

/** Two days that are held against each other. */
export interface TwoDays {
  readonly from: string;
  readonly to: string;
  readonly difference: Asked<Difference>;
}

export interface TimelineState {
  readonly isOpen: boolean;
  /** `null`: nobody has opened it at this place. */
  readonly timeline: Asked<Timeline> | null;
  readonly twoDays: TwoDays | null;
}

export const kClosedTimeline: TimelineState = { isOpen: false, timeline: null, twoDays: null };
