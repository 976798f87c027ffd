// What the routes of the planner's desk answer.
import type { components } from '../api/types';

export type Edition = components['schemas']['Edition'];
export type EditionList = components['schemas']['EditionList'];
export type TopicState = components['schemas']['TopicState'];

export type PlanList = components['schemas']['PlanList'];

export type Role = 'clerk' | 'planner' | 'approver' | 'administrator';

export interface Session {
  readonly user: { readonly login: string; readonly name: string };
  readonly role: Role;
  readonly csrf: string;
  readonly must_change_password: boolean;
}

export type SignInWays = components['schemas']['SignInWays'];

export const kSeverities = ['fatal', 'error', 'warning', 'note'] as const;
export type Severity = (typeof kSeverities)[number];

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly feature: string;
  readonly message: string;
  /** Absent from checks of before there were two languages. */
  readonly message_vi?: string;
  readonly geometry?: unknown;
  readonly east_m?: number;
  readonly north_m?: number;
  readonly lon?: number;
  readonly lat?: number;
}

/** Why a code matters, and how to mend it. */
export type FindingKind = components['schemas']['FindingKind'];
type Schemas = components['schemas'];
/** What a folder's files say of themselves. */
export type PlanProposal = Schemas['PlanProposal'];
export type LayerProposal = Schemas['LayerProposal'];
/** How a consultant's folders are read, and which repairs are made to them. */
export type Profile = Schemas['ConsultantProfile'];
export type CheckProgress = components['schemas']['CheckProgress'];

/** What would mend a finding, or did. Shapes are GeoJSON; `null` where too large to be shown. */
export interface Repair {
  readonly id: string;
  readonly code: string;
  readonly file: string;
  readonly feature: string;
  /** What changes hands. */
  readonly area_m2: number;
  readonly applied: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Check {
  readonly edition: string;
  readonly seconds: number;
  /** Codes that stand in the way of publication. */
  readonly refusing: readonly string[];
  readonly accepted: readonly string[];
  /** Complete, where the list of findings keeps the first of each code. */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** The first of each code. Absent from checks of before there were any. */
  readonly repairs?: readonly Repair[];
  readonly kinds?: readonly FindingKind[];
}

/** What a draft changes. */
export type DraftKind = components['schemas']['DraftKind'];
/** What a draft is made of: an upload, a patch of a published plan, or both. */
export interface DraftOrder {
  readonly kind?: DraftKind;
  readonly upload?: string;
  readonly patch?: Readonly<Record<string, unknown>>;
}

export type DraftState = 'draft' | 'submitted' | 'returned' | 'approved' | 'published' | 'withdrawn';
export type StepTo = Exclude<DraftState, 'draft'>;

export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly kind: DraftKind;
  /** Of parcels: the commune's code. */
  readonly plan: string;
  readonly state: DraftState;
  /** Logins. */
  readonly author: string;
  readonly approver?: string | null;
  readonly edition?: string | null;
  readonly reason?: string | null;
  readonly created_at: string;
  readonly changed_at: string;
  readonly check?: Check | null;
}

export interface ImpactItem {
  readonly plan: string;
  readonly code: string;
  readonly function: string;
  readonly land_use: string;
  readonly status: string;
  /** Metres of length where `is_line`. */
  readonly before_m2: number;
  readonly after_m2: number;
  readonly is_line: boolean;
}

/** A parcel on one topic: of a reference that several bear, and on several topics, there is one for each. */
export interface ParcelImpact {
  readonly reference: string;
  /** `null`: the parcel changes and no answer does. */
  readonly topic: string | null;
  readonly change: 'none' | 'added' | 'gone' | 'reshaped' | 'attributes';
  readonly lon: number;
  readonly lat: number;
  readonly area_m2: number;
  readonly before: TopicState;
  readonly after: TopicState;
  readonly only_words: boolean;
  readonly gained_m2: number;
  readonly items: readonly ImpactItem[];
}

export interface CadastreImpact {
  readonly commune: string;
  readonly added: number;
  readonly gone: number;
  readonly reshaped: number;
  readonly attributes: number;
}

export interface Impact {
  /** Null where several topics were compared. */
  readonly topic: string | null;
  readonly topics: readonly string[];
  /** Of a draft of one commune's parcels. */
  readonly cadastre: CadastreImpact | null;
  readonly looked_at: number;
  readonly changed: number;
  readonly seconds: number;
  readonly parcels: readonly ParcelImpact[];
}

/** Plans on the map as they are, as they would be, or both with a divider between. */
export const kPreviewModes = ['before', 'after', 'swipe'] as const;
export type PreviewMode = (typeof kPreviewModes)[number];

export interface SentFile {
  readonly path: string;
  readonly bytes: number;
}
