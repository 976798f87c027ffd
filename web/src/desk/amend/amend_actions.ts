import { ApiProblem } from '../../api/problem';
import type { DeskContext } from '../context';
import type { DraftActions } from '../draft_actions';
import type { DraftOrder } from '../model';
import { afterRender, kFindingZoom, toggled } from '../state';
import { errorOfDetail, pathsOf, type AddedDocument, type AmendKind, type AmendState, type FieldErrors } from './form';
import { kMetadataFields, metadataOrder, writtenValues } from './metadata_order';
import { kStatusFields, statusOrder } from './status_order';

/** From a published plan to a draft that changes it without its layers. */
export class AmendActions {
  constructor(
    private readonly desk_: DeskContext,
    private readonly drafts_: DraftActions,
  ) {}

  async loadPlans(): Promise<void> {
    this.desk_.store.set({ plans: await this.desk_.api.plans(this.desk_.store.state.lang) });
  }

  /** What is typed stays where the plan is open already. */
  async load(kind: AmendKind, id: string): Promise<void> {
    const { store, api } = this.desk_;
    const { amend, route } = store.state;
    if (amend?.kind === kind && amend.plan.id === id) return;
    const [plan, english] = await Promise.all([api.plan(id, 'vi'), api.plan(id, 'en')]);
    if (store.state.route !== route) return;
    const titleEn = english.title === plan.title ? '' : english.title;
    const values = kind === 'metadata' ? writtenValues(plan, titleEn) : {};
    if (plan.bbox) this.desk_.map?.fly({ bbox: plan.bbox, at: { lon: plan.bbox[0], lat: plan.bbox[1] }, zoom: kFindingZoom });
    store.set({ amend: { kind, plan, titleEn, values, dropped: new Set(), added: [], errors: new Map() } });
  }

  setValue(field: string, value: string): void {
    this.patch_(({ values, errors }) => ({ values: { ...values, [field]: value }, errors: without(errors, field) }));
  }

  toggleDropped(file: string): void {
    this.patch_(({ dropped, errors }) => ({ dropped: toggled(dropped, file), errors: without(errors, 'form') }));
  }

  addDocuments(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])];
    // The same file may be chosen again after it was taken away.
    input.value = '';
    const named = files.map((file): AddedDocument => ({ file, kind: 'decision', title: file.name.replace(/\.pdf$/i, '') }));
    this.patch_(({ added, errors }) => ({ added: [...added, ...named], errors: without(errors, 'form') }));
  }

  setDocument(index: number, change: Partial<Pick<AddedDocument, 'kind' | 'title'>>): void {
    this.patch_(({ added, errors }) => ({
      added: added.map((document, at) => (at === index ? { ...document, ...change } : document)),
      errors: without(errors, `document.${index}`),
    }));
  }

  removeDocument(index: number): void {
    this.patch_(({ added }) => ({ added: added.filter((_, at) => at !== index), errors: new Map() }));
    afterRender(() => document.getElementById('amend-documents')?.focus());
  }

  /** Makes the draft and checks it, as a folder's. */
  async makeDraft(): Promise<void> {
    const { store } = this.desk_;
    const { amend } = store.state;
    if (!amend || store.state.busy) return;
    const { errors, patch } = amend.kind === 'status' ? statusOrder(amend.plan, amend.values, amend.added) : metadataOrder(amend);
    this.patch_(() => ({ errors }));
    if (errors.size > 0) return this.focusFirst_();
    let id: string | null = null;
    const isDone = await this.desk_.attempt('step', async () => {
      id = await this.send_(amend, patch);
    });
    if (!isDone || id === null) return this.showRefusal_(amend.kind);
    await this.desk_.go({ kind: 'draft', id });
    await this.drafts_.check();
  }

  private async send_({ kind, added }: AmendState, patch: NonNullable<DraftOrder['patch']>): Promise<string> {
    const { api } = this.desk_;
    if (added.length === 0) return (await api.addDraft({ kind, patch })).id;
    const upload = await api.uploads.begin();
    try {
      const paths = pathsOf(added);
      for (const [index, { file }] of added.entries()) {
        await api.uploads.send(upload, { path: paths[index] ?? file.name, file }, () => undefined, new AbortController().signal);
      }
      return (await api.addDraft({ kind, patch, upload })).id;
    } catch (cause) {
      await api.uploads.drop(upload).catch(() => undefined);
      throw cause;
    }
  }

  /** What the server says of one key stands at its field. */
  private showRefusal_(kind: AmendKind): void {
    const { problem } = this.desk_.store.state;
    if (!(problem instanceof ApiProblem) || problem.code !== 'PLAN_UNFIT') return;
    const errors = errorOfDetail(problem.detail, kind === 'status' ? kStatusFields : kMetadataFields);
    if (!errors) return;
    this.desk_.store.set({ problem: null });
    this.patch_(() => ({ errors }));
    this.focusFirst_();
  }

  private focusFirst_(): void {
    afterRender(() => document.querySelector<HTMLElement>('#amend [aria-invalid=true]')?.focus());
  }

  private patch_(change: (amend: AmendState) => Partial<AmendState>): void {
    const { amend } = this.desk_.store.state;
    if (amend) this.desk_.store.set({ amend: { ...amend, ...change(amend) } });
  }
}

function without(errors: FieldErrors, field: string): FieldErrors {
  const next = new Map(errors);
  next.delete(field);
  next.delete('form');
  return next;
}
