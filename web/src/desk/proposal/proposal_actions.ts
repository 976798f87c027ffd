import type { DeskContext } from '../context';
import type { PlanProposal } from '../model';
import { profileNamed } from '../profiles/profile_actions';
import { afterRender, type FolderChoice } from '../state';
import { boxesOf, kPlanKeys, missingKeys, planPlace, proposedId, withPlanKey, type CrsOffer, type PlanKey } from './layer';
import { missingParts, parcelsToml } from './parcels';
import { readToml } from './toml_edit';

/** A folder without a manifest: what its files say of themselves, put right by the planner, becomes one. */
export class ProposalActions {
  constructor(private readonly desk_: DeskContext) {}

  /** \param upload  all files of which are there. \throws ApiProblem where nothing in it can be read */
  async propose(upload: string, { kind, commune }: FolderChoice): Promise<void> {
    const { store, api } = this.desk_;
    const proposal = await api.propose(upload, this.profile_());
    const parts = store.state.district?.parcel_key.parts ?? [];
    const toml = kind === 'plan' ? proposal.plan_toml : parcelsToml(proposal, parts.includes('commune') ? commune : '', parts);
    store.set({ proposal: { upload, kind, proposal, toml } });
    this.showOffers_(proposal);
    afterRender(() => document.getElementById('proposal-title')?.focus());
  }

  /** By the profile that is chosen now. What was said of the plan stays; its layers are proposed anew. */
  async proposeAgain(): Promise<void> {
    const { store } = this.desk_;
    const before = store.state.proposal;
    if (!before) return;
    const commune = readToml(before.toml, { table: '' }, 'commune') ?? '';
    await this.desk_.attempt('step', () => this.propose(before.upload, { kind: before.kind, commune }));
    if (before.kind === 'plan') this.edit((toml) => kPlanKeys.reduce((text, key) => {
      const value = readToml(before.toml, planPlace(key), key) ?? '';
      return value === '' ? text : withPlanKey(text, key, value);
    }, toml));
  }

  edit(change: (toml: string) => string): void {
    const { proposal } = this.desk_.store.state;
    if (proposal) this.desk_.store.set({ proposal: { ...proposal, toml: change(proposal.toml) }, formError: null });
  }

  /** A title that is typed first names the plan, too. */
  setPlanKey(key: PlanKey, value: string): void {
    this.edit((toml) => {
      const next = withPlanKey(toml, key, value);
      const hasId = (readToml(toml, planPlace('id'), 'id') ?? '') !== '';
      return key === 'title' && !hasId ? withPlanKey(next, 'id', proposedId(value)) : next;
    });
  }

  showOffer(offer: CrsOffer): void {
    this.desk_.map?.showBoxes([offer.box]);
    const [west, south, east, north] = offer.box as [number, number, number, number];
    this.desk_.map?.fly({ bbox: [west, south, east, north], at: { lon: west, lat: south }, zoom: 16 });
  }

  /** \return the draft's id, or `null` where something is missing or was refused */
  async makeDraft(): Promise<string | null> {
    const { store, api } = this.desk_;
    const { proposal } = store.state;
    if (!proposal) return null;
    const missing = this.missing_();
    if (missing !== null) {
      store.set({ formError: 'proposal.missing' });
      afterRender(() => document.getElementById(missing)?.focus());
      return null;
    }
    let id: string | null = null;
    await this.desk_.attempt('step', async () => {
      const path = `${proposal.kind}.toml`;
      const file = new File([proposal.toml], path);
      await api.uploads.send(proposal.upload, { path, file }, () => undefined, new AbortController().signal);
      id = (await api.addDraft({ kind: proposal.kind, upload: proposal.upload })).id;
    });
    if (id !== null) this.clear_();
    else afterRender(() => document.querySelector<HTMLElement>('.desk-problem')?.scrollIntoView({ block: 'nearest' }));
    return id;
  }

  /** Nothing of it is kept, here or on the server. */
  async drop(): Promise<void> {
    const { store, api, locale } = this.desk_;
    const { proposal } = store.state;
    if (!proposal) return;
    this.clear_();
    await api.uploads.drop(proposal.upload).catch(() => undefined);
    this.desk_.say(locale.t('upload.cancelled'));
    afterRender(() => document.getElementById('desk-title')?.focus());
  }

  private profile_(): string {
    const { profiles, profile } = this.desk_.store.state;
    return profileNamed(profiles, profile)?.name ?? '';
  }

  /** \return id of the first thing to fill in */
  private missing_(): string | null {
    const { proposal: of, district } = this.desk_.store.state;
    if (!of) return null;
    if (of.kind === 'plan') {
      const [key] = missingKeys(of.toml);
      return key === undefined ? null : `plan-${key}`;
    }
    const [first] = missingParts(of.toml, of.proposal, district?.parcel_key.parts ?? []);
    return first === undefined ? null : `field-${first.layer}-${first.part}`;
  }

  private clear_(): void {
    this.desk_.store.set({ proposal: null, formError: null, problem: null });
    this.desk_.map?.showBoxes([]);
  }

  private showOffers_(proposal: PlanProposal): void {
    const boxes = boxesOf(proposal).map(({ box }) => box);
    this.desk_.map?.showBoxes(boxes);
    const [first] = boxes;
    if (!first) return;
    const at = (index: number, pick: (...values: readonly number[]) => number): number => pick(...boxes.map((box) => box[index] ?? 0));
    const [west, south, east, north] = [at(0, Math.min), at(1, Math.min), at(2, Math.max), at(3, Math.max)];
    this.desk_.map?.fly({ bbox: [west, south, east, north], at: { lon: west, lat: south }, zoom: 14 });
  }
}
