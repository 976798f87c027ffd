import { fetchDistrict } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Lang } from '../i18n/texts';
import { resolveTheme, storeChoice, type ThemeChoice } from '../theme/theme';
import { AmendActions } from './amend/amend_actions';
import { DeskApi } from './api';
import { DraftActions } from './draft_actions';
import type { DeskContext } from './context';
import { createDeskLocale, type DeskLocale } from './i18n/locale';
import { ImpactActions } from './impact_actions';
import { storeLang } from './lang';
import type { DeskMap } from './map/handle';
import { ProposalActions } from './proposal/proposal_actions';
import { ProfileActions } from './profiles/profile_actions';
import { formatRoute, parseRoute, type Route } from './route';
import { SessionActions } from './session_actions';
import { afterRender, kNoDraft, type Busy, type DeskStore } from './state';
import { UploadActions } from './upload_actions';

/** Turns what planners do into state; the parts of the desk do the same for what they are about. */
export class Desk implements DeskContext {
  readonly api = new DeskApi();
  readonly impact = new ImpactActions(this);
  readonly drafts = new DraftActions(this, this.impact);
  readonly amends = new AmendActions(this, this.drafts);
  readonly profiles = new ProfileActions(this);
  readonly proposals = new ProposalActions(this);
  readonly uploads = new UploadActions(this, this.drafts, this.proposals);
  readonly account = new SessionActions(this, this.uploads);
  map: DeskMap | null = null;

  constructor(readonly store: DeskStore) {}

  get locale(): DeskLocale {
    return createDeskLocale(this.store.state.lang);
  }

  async start(): Promise<void> {
    addEventListener('hashchange', () => {
      const route = parseRoute(location.hash);
      if (route) void this.open(route);
    });
    // Somebody else may have taken a step meanwhile.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.store.state.busy === null) void this.reload();
    });
    await Promise.all([this.loadDistrict_(), this.account.begin()]);
  }

  async go(route: Route): Promise<void> {
    history.pushState(null, '', location.pathname + (route.kind === 'drafts' ? '' : formatRoute(route)));
    await this.open(route);
  }

  async open(route: Route): Promise<void> {
    const { state } = this.store;
    const isSame = route.kind === 'draft' && state.draft?.id === route.id;
    this.store.set({ route, problem: null, message: '', spoken: '', formError: null, pendingRestore: null, amend: null, ...(isSame ? {} : kNoDraft) });
    this.map?.showFindings([], null);
    if (!isSame) {
      this.map?.showPreview('before', null);
      this.map?.showParcels([]);
      this.map?.showTopic(null);
    }
    await this.reload();
    // Rendered by now; the reader, seeing or listening, is taken to what was opened.
    afterRender(() => document.getElementById('desk-title')?.focus());
  }

  /** What the open view shows, asked for anew. */
  async reload(): Promise<void> {
    const { session, route } = this.store.state;
    if (!session || session.must_change_password) return;
    if (route.kind === 'new' || route.kind === 'draft') void this.profiles.load();
    await this.attempt(null, async () => {
      if (route.kind === 'drafts') this.store.set({ drafts: await this.api.drafts() });
      else if (route.kind === 'draft') await this.drafts.load(route.id);
      else if (route.kind === 'plans') await this.amends.loadPlans();
      else if (route.kind === 'amend') await this.amends.load(route.what, route.id);
      else if (route.kind === 'editions') this.store.set({ editions: await this.api.editions() });
    });
  }

  async attempt(busy: Busy | null, act: () => Promise<void>): Promise<boolean> {
    if (busy && this.store.state.busy) return false;
    if (busy) this.store.set({ busy, problem: null, message: '', spoken: '' });
    try {
      await act();
      return true;
    } catch (cause) {
      this.fail(cause);
      return false;
    } finally {
      if (busy) this.store.set({ busy: null });
    }
  }

  fail(cause: unknown): void {
    const problem = cause instanceof ApiProblem ? cause : new ApiProblem('INTERNAL', 500, String(cause));
    if (problem.code === 'UNAUTHENTICATED' && this.store.state.session) {
      this.dropMap();
      this.store.set({ session: null, hasSessionEnded: true });
      return;
    }
    this.store.set({ problem });
  }

  /** Its place on the page goes with the session. */
  dropMap(): void {
    this.map?.remove();
    this.map = null;
    if (this.store.state.map !== 'none') this.store.set({ map: 'waiting' });
  }

  /** From the map, which on a phone lies below, to where the reader was. */
  backToList(): void {
    const { finding } = this.store.state;
    const item = finding === null ? null : document.getElementById(`finding-${finding}`);
    (item ?? document.getElementById('desk-title'))?.focus();
  }

  say(message: string): void {
    this.store.set({ message });
  }

  setLang(lang: Lang): void {
    storeLang(lang);
    document.documentElement.lang = lang;
    this.store.set({ lang, message: '' });
    // Titles come in the language they are asked for in.
    if (this.store.state.route.kind === 'plans') void this.reload();
    document.title = this.locale.t('desk.title');
    this.map?.setLocale(this.locale);
  }

  setTheme(choice: ThemeChoice): void {
    storeChoice(choice);
    this.applyTheme(choice);
  }

  applyTheme(themeChoice: ThemeChoice): void {
    const theme = resolveTheme(themeChoice);
    document.documentElement.dataset['theme'] = theme;
    this.store.set({ themeChoice, theme });
    this.map?.setTheme(theme);
  }

  private async loadDistrict_(): Promise<void> {
    // Without it there is no map, and everything else still works: a register may wait for its first edition.
    try {
      this.store.set({ district: await fetchDistrict() });
    } catch (cause) {
      console.warn('district:', cause);
    }
  }
}
