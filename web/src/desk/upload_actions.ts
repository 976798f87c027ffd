import { ApiProblem } from '../api/problem';
import type { DeskContext } from './context';
import type { DraftActions } from './draft_actions';
import type { ProposalActions } from './proposal/proposal_actions';
import { afterRender, type UploadState } from './state';
import { droppedEntries, isArchive, manifestOf, ofInput, refusalOf, tidy, walkEntries, type ChosenFile } from './upload/folder';
import { Upload } from './upload/upload';

/** From a folder in the hand to a draft. */
export class UploadActions {
  private upload_: Upload | null = null;

  constructor(
    private readonly desk_: DeskContext,
    private readonly drafts_: DraftActions,
    private readonly proposals_: ProposalActions,
  ) {}

  async drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    const entries = droppedEntries(event.dataTransfer);
    this.desk_.store.set({ choice: { kind: 'reading' }, problem: null, message: '' });
    try {
      await this.take_(await walkEntries(entries));
    } catch {
      this.desk_.store.set({ choice: { kind: 'unreadable' } });
    }
  }

  async choose(input: HTMLInputElement): Promise<void> {
    const found = ofInput(input.files ?? []);
    // The same folder may be chosen again after it was mended.
    input.value = '';
    if (found.length > 0) await this.take_(found);
  }

  async goOn(): Promise<void> {
    const upload = this.upload_;
    if (!upload) return;
    const { store } = this.desk_;
    store.set({ problem: null });
    try {
      const id = await upload.run();
      this.patch_({ status: 'drafting' });
      const draft = await this.draftOf_(id);
      this.upload_ = null;
      store.set({ upload: null });
      if (draft === null) return;
      await this.desk_.go({ kind: 'draft', id: draft });
    } catch (cause) {
      if (upload.isCancelled) return;
      this.patch_({ status: 'stopped' });
      return this.desk_.fail(cause);
    }
    // The first check needs no click: it is what the folder was brought for.
    await this.drafts_.check();
  }

  /** From a plan.toml that the planner has completed. */
  async makeDraft(): Promise<void> {
    const draft = await this.proposals_.makeDraft();
    if (draft === null) return;
    await this.desk_.go({ kind: 'draft', id: draft });
    await this.drafts_.check();
  }

  async cancel(): Promise<void> {
    const upload = this.upload_;
    if (!upload) return;
    this.upload_ = null;
    this.desk_.store.set({ upload: null, choice: { kind: 'none' }, problem: null });
    await upload.cancel();
    this.desk_.say(this.desk_.locale.t('upload.cancelled'));
    document.getElementById('desk-title')?.focus();
  }

  /** \return the draft's id; `null` where a manifest is proposed first: an archive may have one inside, a folder without one has none */
  private async draftOf_(upload: string): Promise<string | null> {
    const { store, api } = this.desk_;
    const files = store.state.upload?.files ?? [];
    const { folder } = store.state;
    const kind = manifestOf(files, folder.kind);
    if (kind) return (await api.addDraft({ kind, upload })).id;
    if (isArchive(files)) {
      try {
        return (await api.addDraft({ kind: folder.kind, upload })).id;
      } catch (cause) {
        if (!(cause instanceof ApiProblem) || cause.code !== 'PLAN_UNFIT') throw cause;
      }
    }
    await this.proposals_.propose(upload, folder);
    return null;
  }

  private async take_(found: readonly ChosenFile[]): Promise<void> {
    const { store } = this.desk_;
    const { files, skipped } = tidy(found);
    const refusal = refusalOf(files);
    if (refusal) return store.set({ choice: { kind: 'refused', refusal } });
    if (this.lacksCommune_(files)) {
      store.set({ choice: { kind: 'commune' } });
      return afterRender(() => document.getElementById('folder-commune')?.focus());
    }
    store.set({
      choice: { kind: 'none' },
      message: '',
      upload: { files, skipped, status: 'sending', delay_ms: 0, sent: new Map() },
    });
    this.upload_ = new Upload(files, this.desk_.api.uploads, {
      progress: (path, bytes, isThere) => {
        const sent = store.state.upload?.sent ?? new Map<string, never>();
        this.patch_({ sent: new Map(sent).set(path, { bytes, isThere }) });
      },
      waiting: (delay_ms) => this.patch_({ status: 'waiting', delay_ms }),
      sending: () => this.patch_({ status: 'sending' }),
    });
    await this.goOn();
  }

  /** Parcels replace those of one commune: which, only the planner knows. */
  private lacksCommune_(files: readonly ChosenFile[]): boolean {
    const { folder, district } = this.desk_.store.state;
    const hasCommunes = district?.parcel_key.parts.includes('commune') ?? false;
    return folder.kind === 'parcels' && folder.commune === '' && hasCommunes && manifestOf(files, 'parcels') === null;
  }

  private patch_(patch: Partial<UploadState>): void {
    const { upload } = this.desk_.store.state;
    if (upload) this.desk_.store.set({ upload: { ...upload, ...patch } });
  }
}
