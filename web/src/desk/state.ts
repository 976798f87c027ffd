import type { Answer, District, PlanDetail } from '../api/model';
import type { ApiProblem } from '../api/problem';
import type { MapStatus } from '../app/state';
import { BaseStore } from '../app/store';
import type { Lang } from '../i18n/texts';
import type { AmendState, FieldError } from './amend/form';
import type { Theme, ThemeChoice } from '../theme/theme';
import type { DeskTextKey } from './i18n/locale';
import { kChanges, kInitialSort, type Change, type Sort } from './impact_table';
import type { CheckProgress, Draft, EditionList, Impact, PlanProposal, PreviewMode, Profile, Session, SignInWays, StepTo } from './model';
import type { ProposalKind } from './proposal/layer';
import type { Route } from './route';
import type { SignInRefusal } from './sign_in_refusal';
import type { ChosenFile, Refusal } from './upload/folder';

export type Busy = 'sign' | 'check' | 'impact' | 'step' | 'restore';

export interface UploadState {
  readonly files: readonly ChosenFile[];
  readonly skipped: number;
  readonly status: 'sending' | 'waiting' | 'stopped' | 'drafting';
  /** Until the next try, while waiting. */
  readonly delay_ms: number;
  /** Bytes that have left, and whether the file is there, by path. */
  readonly sent: ReadonlyMap<string, { readonly bytes: number; readonly isThere: boolean }>;
}

/** What the folder reader says before anything is sent. */
export type ChoiceState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreadable' }
  /** Whose parcels they are is not said. */
  | { readonly kind: 'commune' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a profile is to be saved as. */
export interface ProfileForm {
  readonly name: string;
  /** Codes of findings. */
  readonly repairs: ReadonlySet<string>;
  readonly error: FieldError | null;
}

/** What the next folder is taken for, unless a manifest in it says otherwise. */
export interface FolderChoice {
  readonly kind: ProposalKind;
  /** Whose parcels it brings; empty: not said. */
  readonly commune: string;
}

/** An upload that is becoming a plan or a commune's parcels: `toml` is what is written so far. */
export interface ProposalState {
  readonly upload: string;
  readonly kind: ProposalKind;
  readonly proposal: PlanProposal;
  readonly toml: string;
}

/** A place and what the plans say about it, as they are and as they would be; `null`: the parcel is not there. */
export type ComparisonState =
  | { readonly status: 'loading' | 'failed'; readonly reference: string }
  | { readonly status: 'ready'; readonly reference: string; readonly before: Answer | null; readonly after: Answer | null };

export interface DeskState {
  readonly lang: Lang;
  readonly themeChoice: ThemeChoice;
  readonly theme: Theme;
  readonly district: District | null;
  readonly route: Route;
  /** `undefined`: not asked yet. `null`: nobody. */
  readonly session: Session | null | undefined;
  readonly hasSessionEnded: boolean;
  /** The OpenID provider that people may sign in by, if there is one. */
  readonly provider: SignInWays['provider'];
  /** Why signing in there came to nothing. */
  readonly refusal: SignInRefusal | null;
  readonly busy: Busy | null;
  readonly problem: ApiProblem | null;
  /** Said to those who listen and shown to those who look. */
  readonly message: string;
  /** Only said: those who look see it where it happened. */
  readonly spoken: string;
  readonly formError: DeskTextKey | null;
  readonly drafts: readonly Draft[] | null;
  readonly draft: Draft | null;
  readonly accept: ReadonlySet<string>;
  /** Profile whose repairs the next check is to make, too; empty: none. */
  readonly checkProfile: string;
  /** Ids of the repairs that the next check is to make. */
  readonly repairs: ReadonlySet<string>;
  /** The one shown on the map. */
  readonly repair: string | null;
  readonly openCodes: ReadonlySet<string>;
  /** Index of the finding the walk is at. */
  readonly finding: number | null;
  readonly impact: Impact | null;
  readonly sort: Sort;
  /** Row of the impact that is looked at. */
  readonly parcel: string | null;
  /** Of impact rows. */
  readonly shownChanges: ReadonlySet<Change>;
  readonly comparison: ComparisonState | null;
  readonly preview: PreviewMode;
  /** Of the check that runs. */
  readonly progress: CheckProgress | null;
  readonly pendingStep: StepTo | null;
  /** Of the current edition. */
  readonly plans: readonly PlanDetail[] | null;
  readonly planFilter: string;
  readonly amend: AmendState | null;
  readonly editions: EditionList | null;
  readonly pendingRestore: string | null;
  /** `null`: not known, or the server keeps none. */
  readonly profiles: readonly Profile[] | null;
  /** Whose folder the next one is; empty: nobody's. */
  readonly profile: string;
  readonly profileForm: ProfileForm;
  readonly pendingProfile: string | null;
  readonly folder: FolderChoice;
  readonly choice: ChoiceState;
  readonly proposal: ProposalState | null;
  readonly upload: UploadState | null;
  readonly map: MapStatus;
  /** Paper shows all groups. */
  readonly isPrinting: boolean;
}

export class DeskStore extends BaseStore<DeskState> {}

/** Runs when what was set is on the page: the store draws in a microtask queued before this one. */
export function afterRender(act: () => void): void {
  queueMicrotask(act);
}

export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

export const kFindingZoom = 18;
/** The map lies below the list. */
export const kNarrow = '(max-width: 899px)';

/** What belongs to one draft, for when another is opened. */
export const kNoDraft = {
  draft: null,
  accept: new Set<string>(),
  checkProfile: '',
  repairs: new Set<string>(),
  repair: null,
  openCodes: new Set<string>(),
  finding: null,
  impact: null,
  sort: kInitialSort,
  parcel: null,
  shownChanges: new Set<Change>(kChanges),
  comparison: null,
  preview: 'before',
  progress: null,
  pendingStep: null,
} as const;

export const kInitialDesk: Omit<DeskState, 'lang' | 'themeChoice' | 'theme' | 'route' | 'profile'> = {
  ...kNoDraft,
  district: null,
  session: undefined,
  hasSessionEnded: false,
  provider: null,
  refusal: null,
  busy: null,
  problem: null,
  message: '',
  spoken: '',
  formError: null,
  drafts: null,
  plans: null,
  planFilter: '',
  amend: null,
  editions: null,
  pendingRestore: null,
  profiles: null,
  profileForm: { name: '', repairs: new Set(), error: null },
  pendingProfile: null,
  folder: { kind: 'plan', commune: '' },
  choice: { kind: 'none' },
  proposal: null,
  upload: null,
  map: 'waiting',
  isPrinting: false,
};
