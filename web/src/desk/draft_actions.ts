import type { LonLat } from '../api/model';
import { ApiProblem } from '../api/problem';
import type { DeskContext } from './context';
import { boxOfFindings, groupFindings, messageOf, neighbour, placeOf, positionOf } from './findings';
import type { ImpactActions } from './impact_actions';
import type { Draft, Repair, StepTo } from './model';
import { needsReason } from './permissions';
import { profileNamed } from './profiles/profile_actions';
import { appliedIds, middleOf, withAll, type RepairGroup } from './repairs';
import { afterRender, kFindingZoom, kNarrow, toggled } from './state';

/** Most checks are over before the first glance. */
const kGlance_ms = 700;

/** What is done with one draft, and going back to an edition. */
export class DraftActions {
  constructor(
    private readonly desk_: DeskContext,
    private readonly impact_: ImpactActions,
  ) {}

  async load(id: string): Promise<void> {
    const { route } = this.desk_.store.state;
    const draft = await this.desk_.api.draft(id);
    if (route === this.desk_.store.state.route) this.show_(draft);
  }

  async check(): Promise<void> {
    const { store, api, locale } = this.desk_;
    const { draft, accept, repairs, profiles, checkProfile } = store.state;
    if (!draft) return;
    const watched = this.watch_(draft.id);
    const isDone = await this.desk_.attempt('check', async () => {
      await api.check(draft.id, [...accept].sort(), [...repairs].sort(), profileNamed(profiles, checkProfile)?.name ?? '');
      await this.load(draft.id);
      store.set({ finding: null });
      this.impact_.clear();
    });
    watched.end();
    const { problem } = store.state;
    if (!isDone && problem?.code === 'CHECK_CANCELLED') {
      store.set({ problem: null });
      this.desk_.say(locale.t('check.cancelled'));
      return afterRender(() => document.getElementById('check')?.focus());
    }
    const check = store.state.draft?.check;
    if (!isDone) return void this.afterRefusal_(draft.id);
    if (!check) return;
    this.flyToFindings_();
    store.set({ spoken: locale.t(check.refusing.length === 0 ? 'check.passed' : 'check.refused', { count: check.refusing.length }) });
    afterRender(() => document.getElementById('check-title')?.focus());
  }

  async cancelCheck(): Promise<void> {
    const { draft } = this.desk_.store.state;
    if (!draft) return;
    try {
      await this.desk_.api.cancelCheck(draft.id);
    } catch (cause) {
      this.desk_.fail(cause);
    }
  }

  toggleAccept(code: string): void {
    this.desk_.store.set({ accept: toggled(this.desk_.store.state.accept, code) });
  }

  toggleRepair(id: string): void {
    this.desk_.store.set({ repairs: toggled(this.desk_.store.state.repairs, id) });
  }

  toggleRepairs(group: RepairGroup): void {
    this.desk_.store.set({ repairs: withAll(this.desk_.store.state.repairs, group) });
  }

  /** Draws what it is and what it would be. */
  showRepair(repair: Repair): void {
    const { store, map } = this.desk_;
    store.set({ repair: repair.id, finding: null });
    map?.showRepair(repair);
    const at = middleOf(repair.before) ?? middleOf(repair.after);
    if (at) this.flyTo_(at);
  }

  toggleCode(code: string): void {
    this.desk_.store.set({ openCodes: toggled(this.desk_.store.state.openCodes, code) });
  }

  /** Opens the finding's group, marks its place and flies there. */
  showFinding(index: number): void {
    const { store, map, locale } = this.desk_;
    const { draft, openCodes } = store.state;
    const finding = draft?.check?.findings[index];
    if (!draft?.check || !finding) return;
    const position = positionOf(groupFindings(draft.check), index);
    const words = `${locale.t('finding.position', position)}: ${finding.code}. ${messageOf(finding, store.state.lang)}`;
    store.set({ finding: index, openCodes: new Set([...openCodes, finding.code]), spoken: words });
    const at = placeOf(finding);
    map?.showFindings(draft.check.findings, index);
    if (at) this.flyTo_(at);
  }

  /** With the list under the hands the focus goes along; from the map it stays there. */
  walk(step: 1 | -1): void {
    const { draft, finding } = this.desk_.store.state;
    const next = draft?.check ? neighbour(groupFindings(draft.check), finding, step) : null;
    if (next === null) return;
    this.showFinding(next);
    const isOnMap = document.activeElement?.closest('.map-section');
    afterRender(() => {
      const item = document.getElementById(`finding-${next}`);
      if (!matchMedia(kNarrow).matches) item?.scrollIntoView({ block: 'nearest' });
      if (!isOnMap) item?.focus({ preventScroll: true });
    });
  }

  async loadImpact(): Promise<void> {
    const { draft } = this.desk_.store.state;
    const isDone = await this.impact_.load();
    if (!isDone && draft) await this.afterRefusal_(draft.id);
  }

  askStep(to: StepTo | null): void {
    this.desk_.store.set({ pendingStep: to, formError: null });
    afterRender(() => document.getElementById(to ? 'step-reason' : 'step-title')?.focus());
  }

  async step(to: StepTo, reason: string): Promise<void> {
    const { store, api, locale } = this.desk_;
    const { draft } = store.state;
    if (!draft) return;
    const isMissing = needsReason(to) && reason === '';
    store.set({ formError: isMissing ? 'step.reason_missing' : null });
    if (isMissing) return;
    const isDone = await this.desk_.attempt('step', async () => {
      await api.step(draft.id, to, reason);
      await this.load(draft.id);
    });
    if (!isDone) return void this.afterRefusal_(draft.id);
    store.set({ pendingStep: null });
    this.desk_.say(locale.t('step.done', { state: locale.t(`draft_state.${store.state.draft?.state ?? to}`) }));
    this.impact_.setPreview('before');
    if (to === 'published') this.desk_.map?.refresh();
    afterRender(() => document.getElementById('step-title')?.focus());
  }

  askRestore(edition: string | null): void {
    this.desk_.store.set({ pendingRestore: edition, formError: null });
    afterRender(() => document.getElementById(edition ? 'restore-reason' : 'desk-title')?.focus());
  }

  async restore(edition: string, reason: string): Promise<void> {
    const { store, api, locale } = this.desk_;
    store.set({ formError: reason === '' ? 'step.reason_missing' : null });
    if (reason === '') return;
    const isDone = await this.desk_.attempt('restore', async () => {
      await api.restore(edition, reason);
      store.set({ editions: await api.editions(), pendingRestore: null });
    });
    if (!isDone) return;
    this.desk_.say(locale.t('editions.restored', { edition }));
    this.desk_.map?.refresh();
    afterRender(() => document.getElementById('desk-title')?.focus());
  }

  private flyTo_(at: LonLat): void {
    this.desk_.map?.fly({ bbox: null, at, zoom: kFindingZoom });
    // On a phone the map lies below the list.
    if (matchMedia(kNarrow).matches) document.getElementById('map-section')?.scrollIntoView({ block: 'start' });
  }

  private flyToFindings_(): void {
    const bbox = boxOfFindings(this.desk_.store.state.draft?.check?.findings ?? []);
    if (bbox) this.desk_.map?.fly({ bbox, at: { lon: bbox[0], lat: bbox[1] }, zoom: kFindingZoom });
  }

  /** Asks again and again how far the check has come, until it is ended. */
  private watch_(id: string): { end(): void } {
    const { store, api } = this.desk_;
    let isOver = false;
    const look = async (): Promise<void> => {
      const progress = await api.progress(id).catch(() => null);
      if (isOver) return;
      if (progress?.is_running) store.set({ progress });
      timer = setTimeout(() => void look(), kGlance_ms);
    };
    let timer = setTimeout(() => void look(), kGlance_ms);
    return {
      end: () => {
        isOver = true;
        clearTimeout(timer);
        store.set({ progress: null });
      },
    };
  }

  private show_(draft: Draft): void {
    const { store, map } = this.desk_;
    const before = store.state.draft;
    const check = draft.check ?? null;
    const isNewCheck = JSON.stringify(before?.check ?? null) !== JSON.stringify(check);
    const first = check ? groupFindings(check)[0]?.code : undefined;
    store.set(isNewCheck ? { draft, accept: new Set(check?.accepted), repairs: appliedIds(check), repair: null, openCodes: new Set(first === undefined ? [] : [first]) } : { draft });
    if (isNewCheck) map?.showFindings(check?.findings ?? [], null);
    else if (before?.id !== draft.id || store.state.finding === null) map?.showFindings(check?.findings ?? [], store.state.finding);
  }

  /** The server's view of the draft is another one than ours: show it, and keep what it said. */
  private async afterRefusal_(id: string): Promise<void> {
    const { problem } = this.desk_.store.state;
    if (!(problem instanceof ApiProblem) || problem.status < 400 || problem.status >= 500) return;
    await this.load(id).catch(() => undefined);
  }
}
