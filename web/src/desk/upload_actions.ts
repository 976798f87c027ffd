import type { DeskContext } from './context';
import type { DraftActions } from './draft_actions';
import type { UploadState } from './state';
import { droppedEntries, hasManifest, ofInput, refusalOf, tidy, walkEntries, type ChosenFile } from './upload/folder';
import { Upload } from './upload/upload';

/** From a folder in the hand to a draft. */
export class UploadActions {
  private upload_: Upload | null = null;

  constructor(
    private readonly desk_: DeskContext,
    private readonly drafts_: DraftActions,
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
    const { store, api } = this.desk_;
    store.set({ problem: null });
    try {
      const id = await upload.run();
      this.patch_({ status: 'drafting' });
      const draft = await api.addDraft(id);
      this.upload_ = null;
      store.set({ upload: null });
      await this.desk_.go({ kind: 'draft', id: draft.id });
    } catch (cause) {
      if (upload.isCancelled) return;
      this.patch_({ status: 'stopped' });
      return this.desk_.fail(cause);
    }
    // The first check needs no click: it is what the folder was brought for.
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

  private async take_(found: readonly ChosenFile[]): Promise<void> {
    const { store } = this.desk_;
    const { files, skipped } = tidy(found);
    const refusal = refusalOf(files);
    if (refusal) return store.set({ choice: { kind: 'refused', refusal } });
    if (!hasManifest(files)) return store.set({ choice: { kind: 'no_manifest' } });
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

  private patch_(patch: Partial<UploadState>): void {
    const { upload } = this.desk_.store.state;
    if (upload) this.desk_.store.set({ upload: { ...upload, ...patch } });
  }
}
