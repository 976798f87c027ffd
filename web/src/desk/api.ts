import { ApiProblem, problemOf } from '../api/problem';
import { request } from '../api/request';
import type { Answer, Candidate, LonLat, PlanDetail } from '../api/model';
import type { Lang } from '../i18n/texts';
import type { CheckProgress, Draft, DraftOrder, EditionList, Impact, PlanList, PlanProposal, Profile, SentFile, Session, SignInWays, StepTo } from './model';
import { sendBytes } from './upload/send';
import type { Transport } from './upload/upload';

/** A check or an impact of the largest plan takes seconds; a server that says nothing for so long has gone. */
const kTimeout_ms = 180_000;

/** The routes of the desk, in one session. */
export class DeskApi {
  private csrf_ = '';

  async session(): Promise<Session> {
    return this.signed_(await this.json_<Session>('GET', '/api/v1/session'));
  }

  signInWays(): Promise<SignInWays> {
    return this.json_('GET', '/api/v1/session/ways');
  }

  async signIn(login: string, password: string): Promise<Session> {
    return this.signed_(await this.json_<Session>('POST', '/api/v1/session', { login, password }));
  }

  async signOut(isEverywhere: boolean): Promise<void> {
    await this.request_('DELETE', `/api/v1/session${isEverywhere ? '?everywhere=true' : ''}`);
    this.csrf_ = '';
  }

  async changePassword(from: string, to: string): Promise<Session> {
    return this.signed_(await this.json_<Session>('POST', '/api/v1/session/password', { old: from, new: to }));
  }

  async drafts(): Promise<readonly Draft[]> {
    return (await this.json_<{ drafts: readonly Draft[] }>('GET', '/api/v1/drafts')).drafts;
  }

  addDraft(order: DraftOrder): Promise<Draft> {
    return this.json_('POST', '/api/v1/drafts', order);
  }

  /** Takes as long as reading every file of the upload. \param profile  of its consultant; empty: none */
  propose(upload: string, profile: string): Promise<PlanProposal> {
    return this.json_('POST', `${uploadPath(upload)}/proposal${profile === '' ? '' : `?${new URLSearchParams({ profile })}`}`);
  }

  async profiles(): Promise<readonly Profile[]> {
    return (await this.json_<{ profiles: readonly Profile[] }>('GET', '/api/v1/profiles')).profiles;
  }

  saveProfile(name: string, plan_toml: string, repairs: readonly string[]): Promise<Profile> {
    return this.json_('POST', '/api/v1/profiles', { name, plan_toml, repairs });
  }

  async removeProfile(name: string): Promise<void> {
    await this.request_('POST', '/api/v1/profiles/remove', { name });
  }

  draft(id: string): Promise<Draft> {
    return this.json_('GET', draftPath(id));
  }

  /** \param repairs  ids; left out where none is asked for. \param profile  whose repairs are made, too; empty: none */
  async check(id: string, accept: readonly string[], repairs: readonly string[], profile: string): Promise<void> {
    await this.request_('POST', `${draftPath(id)}/check`, { accept, ...(repairs.length === 0 ? {} : { repairs }), ...(profile === '' ? {} : { profile }) });
  }

  progress(id: string): Promise<CheckProgress> {
    return this.json_('GET', `${draftPath(id)}/check/progress`);
  }

  async cancelCheck(id: string): Promise<void> {
    await this.request_('DELETE', `${draftPath(id)}/check`);
  }

  /** \param draft  whose plans are taken for published; `null`: as they are. \param place  query members that name it. \param at  near
   * which, where several parcels bear one reference */
  async planning(draft: string | null, place: Readonly<Record<string, string>>, lang: Lang, at: LonLat | null = null): Promise<Answer> {
    const path = draft === null ? '/api/v1/planning' : `${draftPath(draft)}/planning`;
    const ask = (more: Readonly<Record<string, string>>): Promise<Response> => once('GET', `${path}?${new URLSearchParams({ ...place, ...more, lang })}`, '', undefined);
    const response = await ask({});
    if (response.status !== 300) return answerOf(response);
    const { candidates } = (await response.json()) as { readonly candidates: readonly Candidate[] };
    return answerOf(await ask({ candidate: String(nearest(candidates, at)) }));
  }

  impact(id: string): Promise<Impact> {
    return this.json_('GET', `${draftPath(id)}/impact`);
  }

  step(id: string, to: StepTo, reason: string): Promise<Draft> {
    return this.json_('POST', `${draftPath(id)}/steps`, { to, reason });
  }

  /** Of the current edition. */
  async plans(lang: Lang): Promise<PlanList['plans']> {
    return (await this.json_<PlanList>('GET', `/api/v1/plans?${new URLSearchParams({ lang })}`)).plans;
  }

  plan(id: string, lang: Lang = 'vi'): Promise<PlanDetail> {
    return this.json_('GET', `/api/v1/plans/${encodeURIComponent(id)}?${new URLSearchParams({ lang })}`);
  }

  /** Of a plan that is published; `null` where there is none of this id. */
  async topicOf(plan: string): Promise<string | null> {
    try {
      return (await this.plan(plan)).topic;
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status === 404) return null;
      throw cause;
    }
  }

  editions(): Promise<EditionList> {
    return this.json_('GET', '/api/v1/editions');
  }

  async restore(edition: string, reason: string): Promise<void> {
    await this.request_('POST', `/api/v1/editions/${encodeURIComponent(edition)}/restore`, { reason });
  }

  readonly uploads: Transport = {
    begin: async () => (await this.json_<{ upload: string }>('POST', '/api/v1/uploads')).upload,
    list: async (id) => (await this.json_<{ files: readonly SentFile[] }>('GET', uploadPath(id))).files,
    send: (id, { path, file }, progress, signal) =>
      sendBytes(`${uploadPath(id)}/files?${new URLSearchParams({ path })}`, file, this.csrf_, progress, signal),
    drop: async (id) => {
      await this.request_('DELETE', uploadPath(id));
    },
  };

  private signed_(session: Session): Session {
    this.csrf_ = session.csrf;
    return session;
  }

  private async json_<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await (await this.request_(method, path, body)).json()) as T;
  }

  private async request_(method: string, path: string, body?: unknown): Promise<Response> {
    const send = (): Promise<Response> => once(method, path, this.csrf_, body);
    let response = await send();
    if (response.ok) return response;
    const problem = await problemOf(response);
    // Another tab signed in anew: its token is ours, too.
    if (problem.code !== 'CSRF') throw problem;
    await this.session();
    response = await send();
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

async function answerOf(response: Response): Promise<Answer> {
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Answer;
}

/** \return index of the candidate, as the server counts */
export function nearest(candidates: readonly Candidate[], at: LonLat | null): number {
  const distance = ({ place: { lon, lat } }: Candidate): number => (at && typeof lon === 'number' && typeof lat === 'number' ? Math.hypot(lon - at.lon, lat - at.lat) : Infinity);
  const [first, ...others] = candidates;
  return others.reduce((best, other) => (best && distance(best) <= distance(other) ? best : other), first)?.index ?? 1;
}

function draftPath(id: string): string {
  return `/api/v1/drafts/${encodeURIComponent(id)}`;
}

function uploadPath(id: string): string {
  return `/api/v1/uploads/${encodeURIComponent(id)}`;
}

/** All parcels of an impact, as a file. */
export function impactPath(draft: string, format: 'csv' | 'xlsx' | 'gpkg', lang: Lang): string {
  return `${draftPath(draft)}/impact?${new URLSearchParams({ format, lang })}`;
}

/** All findings of the last check, as a file. */
export function findingsPath(draft: string, format: 'csv' | 'xlsx' | 'gpkg' | 'html', lang: Lang): string {
  return `${draftPath(draft)}/check?${new URLSearchParams({ format, lang })}`;
}

function once(method: string, path: string, csrf: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = {};
  if (method !== 'GET' && csrf !== '') headers['x-csrf-token'] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init = { method, headers, cache: 'no-cache' as const };
  return request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) }, kTimeout_ms);
}
