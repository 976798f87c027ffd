import type { LonLat } from '../api/model';
import { ApiProblem } from '../api/problem';
import type { DeskContext } from './context';
import { boxOf, nextSort, rowAt, rowKey, shownParcels, type Change, type Column } from './impact_table';
import type { ParcelImpact, PreviewMode } from './model';
import { hasImpact } from './permissions';
import { afterRender, kFindingZoom, kNarrow, toggled } from './state';

/** Whose answers change, on the list and on the map, and what is said of one place before and after. */
export class ImpactActions {
  private asked_ = 0;

  constructor(private readonly desk_: DeskContext) {}

  /** \return whether it could be computed */
  async load(): Promise<boolean> {
    const { store, api } = this.desk_;
    const { draft } = store.state;
    if (!draft) return true;
    const isDone = await this.desk_.attempt('impact', async () => {
      const impact = await api.impact(draft.id);
      if (store.state.draft?.id !== draft.id) return;
      store.set({ impact });
      this.mark();
      void this.showTopic_();
      const bbox = boxOf(impact.parcels);
      if (bbox) this.desk_.map?.fly({ bbox, at: { lon: bbox[0], lat: bbox[1] }, zoom: kFindingZoom });
    });
    if (isDone) afterRender(() => document.getElementById('impact-title')?.focus());
    return isDone;
  }

  /** Nothing of an impact that is out of date stays on the page. */
  clear(): void {
    this.desk_.store.set({ impact: null, parcel: null, comparison: null });
    this.mark();
    this.setPreview('before');
  }

  sortBy(column: Column): void {
    this.desk_.store.set({ sort: nextSort(this.desk_.store.state.sort, column) });
  }

  toggleChange(change: Change): void {
    this.desk_.store.set({ shownChanges: toggled(this.desk_.store.state.shownChanges, change) });
    this.mark();
  }

  /** From the list to the map. */
  showParcel(parcel: ParcelImpact): void {
    const { map } = this.desk_;
    map?.choose(parcel);
    map?.fly({ bbox: null, at: parcel, zoom: kFindingZoom });
    // On a phone the map lies below the list.
    if (matchMedia(kNarrow).matches) document.getElementById('map-section')?.scrollIntoView({ block: 'start' });
    void this.compareRow_(parcel);
  }

  /** From the map to the list. */
  pickedParcel(row: string): void {
    const parcel = this.desk_.store.state.impact?.parcels.find((other) => rowKey(other) === row);
    if (!parcel) return;
    this.desk_.map?.choose(parcel);
    void this.compareRow_(parcel);
    afterRender(() => document.querySelector('.impact-table [aria-current]')?.scrollIntoView({ block: 'nearest' }));
  }

  /** A place on the map that bears no mark: its parcel's answers, or the point's where there is no parcel. */
  async pickedPlace(at: LonLat): Promise<void> {
    const { store, api, map } = this.desk_;
    const { draft, lang } = store.state;
    if (!draft || !hasImpact(draft)) return;
    map?.choose(at);
    const place = { lon: String(at.lon), lat: String(at.lat) };
    const asked = (this.asked_ += 1);
    let reference = '';
    try {
      reference = (await api.planning(null, place, lang)).place.parcels?.[0]?.reference ?? '';
    } catch (cause) {
      // Outside the district there is nothing to compare.
      if (cause instanceof ApiProblem && cause.code === 'OUTSIDE_DISTRICT') return;
      return this.desk_.fail(cause);
    }
    if (asked !== this.asked_) return;
    const row = rowAt(store.state.impact?.parcels ?? [], reference, at);
    await this.compare_(row && rowKey(row), reference, reference === '' ? place : { parcel: reference }, at);
  }

  closeComparison(): void {
    this.asked_ += 1;
    this.desk_.store.set({ comparison: null, parcel: null });
    this.desk_.map?.choose(null);
    afterRender(() => document.getElementById('impact-title')?.focus());
  }

  setPreview(preview: PreviewMode): void {
    const { store, map } = this.desk_;
    const { draft } = store.state;
    store.set({ preview });
    map?.showPreview(preview, draft && { id: draft.id, hasParcels: draft.kind === 'parcels' });
    void this.showTopic_();
  }

  mark(): void {
    const { impact, shownChanges } = this.desk_.store.state;
    this.desk_.map?.showParcels(shownParcels(impact?.parcels ?? [], shownChanges));
  }

  /** One topic alone is drawn where before and after are looked at: two colours mixed are a third that no legend names. */
  private async showTopic_(): Promise<void> {
    const { api, store } = this.desk_;
    const { draft, impact, preview } = store.state;
    const isLooking = preview !== 'before' || impact !== null;
    const topic = draft && isLooking ? (impact?.topic ?? (await api.topicOf(draft.plan).catch(() => null))) : null;
    if (store.state.preview === preview && store.state.draft?.id === draft?.id) this.desk_.map?.showTopic(topic);
  }

  private compareRow_(parcel: ParcelImpact): Promise<void> {
    return this.compare_(rowKey(parcel), parcel.reference, { parcel: parcel.reference }, parcel);
  }

  /** \param at  which one, where several parcels bear the reference */
  private async compare_(row: string | null, reference: string, place: Readonly<Record<string, string>>, at: LonLat): Promise<void> {
    const { store, api } = this.desk_;
    const { draft, lang } = store.state;
    if (!draft) return;
    const asked = (this.asked_ += 1);
    store.set({ parcel: row, comparison: { status: 'loading', reference } });
    try {
      const [before = null, after = null] = await Promise.all([null, draft.id].map((of) => api.planning(of, place, lang, at).catch(noParcel)));
      if (asked === this.asked_) store.set({ comparison: { status: 'ready', reference, before, after } });
    } catch (cause) {
      if (asked !== this.asked_) return;
      store.set({ comparison: { status: 'failed', reference } });
      this.desk_.fail(cause);
    }
  }
}

/** A draft of parcels makes some and takes others away: on one side there may be none. */
function noParcel(cause: unknown): null {
  if (cause instanceof ApiProblem && cause.code === 'PARCEL_UNKNOWN') return null;
  throw cause;
}
