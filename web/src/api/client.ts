import type { Answer, Candidate, Difference, District, PlanDetail, SearchResult, Timeline } from './model';
import { problemOf } from './problem';
import { request } from './request';
import type { Lang } from '../i18n/texts';
import type { PlaceQuery, UrlState } from '../url/state';

/** A phone at the edge of coverage gets this long before it is offered to try again. */
const kTimeout_ms = 25_000;

export type PlanningResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] };

function ask(path: string, signal?: AbortSignal, init: RequestInit = {}): Promise<Response> {
  return request(path, init, kTimeout_ms, signal);
}

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

export async function fetchDistrict(): Promise<District> {
  return json<District>(await ask('/api/v1/district'));
}

export async function fetchSearch(query: string, lang: Lang, signal: AbortSignal): Promise<SearchResult> {
  const params = new URLSearchParams({ q: query, limit: '10', lang });
  return json<SearchResult>(await ask(`/api/v1/search?${params}`, signal));
}

export async function fetchPlan(id: string, state: UrlState, lang: Lang, signal: AbortSignal): Promise<PlanDetail> {
  const params = new URLSearchParams({ lang });
  if (state.edition) params.set('edition', state.edition);
  return json<PlanDetail>(await ask(`/api/v1/plans/${encodeURIComponent(id)}?${params}`, signal));
}

/** \param question  a place, with edition and language */
export async function fetchTimeline(question: URLSearchParams, signal: AbortSignal): Promise<Timeline> {
  return json<Timeline>(await ask(`/api/v1/planning/timeline?${question}`, signal));
}

/** \param question  as above, with `from` and `to` */
export async function fetchDifference(question: URLSearchParams, signal: AbortSignal): Promise<Difference> {
  return json<Difference>(await ask(`/api/v1/planning/difference?${question}`, signal));
}

/** Query parameters that name a place to GET /api/v1/planning. */
export function placeParameters(place: PlaceQuery): URLSearchParams {
  const params = new URLSearchParams();
  switch (place.kind) {
    case 'parcel':
      for (const [part, value] of Object.entries(place.key)) params.set(part, value);
      if (place.candidate !== null) params.set('candidate', String(place.candidate));
      break;
    case 'reference':
      params.set('parcel', place.reference);
      if (place.candidate !== null) params.set('candidate', String(place.candidate));
      break;
    case 'point':
      params.set('lon', String(place.at.lon));
      params.set('lat', String(place.at.lat));
      break;
    case 'corners':
    case 'plan':
    case 'none':
      break;
  }
  return params;
}

export async function fetchPlanning(state: UrlState, lang: Lang, signal: AbortSignal): Promise<PlanningResult> {
  const params = placeParameters(state.place);
  if (state.asOf) params.set('as_of', state.asOf);
  if (state.edition) params.set('edition', state.edition);
  params.set('geometry', 'true');
  params.set('lang', lang);
  const path = `/api/v1/planning?${params}`;
  const response =
    state.place.kind === 'corners'
      ? await ask(path, signal, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ vertices: state.place.vertices, crs: 'auto' }),
        })
      : await ask(path, signal);
  if (response.status === 300) {
    const body = (await response.json()) as { candidates: readonly Candidate[] };
    return { kind: 'candidates', candidates: body.candidates };
  }
  return { kind: 'answer', answer: await json<Answer>(response) };
}
