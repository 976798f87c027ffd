import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { ProposalKind } from '../proposal/layer';
import type { ChoiceState, DeskState, UploadState } from '../state';
import { kMostAll_bytes, kMostFile_bytes, kMostFiles, totalBytes, type Refusal } from '../upload/folder';
import { profileChoice, profilesView } from './profiles_view';
import { proposalView } from './proposal_view';

function refusalText(refusal: Refusal, { t, bytes }: DeskLocale): string {
  switch (refusal.kind) {
    case 'empty':
      return t('upload.refused_empty');
    case 'many':
      return t('upload.refused_many', { count: refusal.count, most: kMostFiles });
    case 'large':
      return t('upload.refused_large', { path: refusal.path, size: bytes(refusal.bytes), most: bytes(kMostFile_bytes) });
    case 'heavy':
      return t('upload.refused_heavy', { size: bytes(refusal.bytes), most: bytes(kMostAll_bytes) });
  }
}

function choiceText(choice: ChoiceState, locale: DeskLocale): string {
  if (choice.kind === 'none') return '';
  return choice.kind === 'refused' ? refusalText(choice.refusal, locale) : locale.t(`upload.${choice.kind}`);
}

function dropView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const over = (event: DragEvent): void => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).classList.toggle('is-over', event.type === 'dragover');
  };
  const drop = (event: DragEvent): void => {
    (event.currentTarget as HTMLElement).classList.remove('is-over');
    void desk.uploads.drop(event);
  };
  const chosen = ({ target }: Event): void => void desk.uploads.choose(target as HTMLInputElement);
  const open = (id: string) => (): void => document.getElementById(id)?.click();
  return html`<div class="drop" id="drop" @dragover=${over} @dragleave=${over} @drop=${drop}>
      <p class="drop-words">${icon('document')} ${t('upload.drop')}</p>
      <div class="actions">
        <button type="button" class="button" @click=${open('pick-folder')}>${t('upload.folder')}</button>
        <button type="button" class="button button-quiet" @click=${open('pick-files')}>${t('upload.files')}</button>
      </div>
      <input type="file" id="pick-folder" aria-label=${t('upload.folder')} webkitdirectory multiple hidden @change=${chosen}>
      <input type="file" id="pick-files" aria-label=${t('upload.files')} multiple hidden @change=${chosen}>
    </div>
    <p class="form-error" id="choice" role="alert">${choiceText(state.choice, locale)}</p>`;
}

function statusText({ status, delay_ms }: UploadState, { t }: DeskLocale): string {
  switch (status) {
    case 'sending':
      return t('upload.sending');
    case 'waiting':
      return t('upload.waiting', { seconds: Math.round(delay_ms / 1000) });
    case 'stopped':
      return t('upload.stopped');
    case 'drafting':
      return t('upload.reading_plan');
  }
}

function uploadView(upload: UploadState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t, bytes } = locale;
  const all = totalBytes(upload.files);
  const sent = upload.files.reduce((sum, { path, file }) => sum + Math.min(upload.sent.get(path)?.bytes ?? 0, file.size), 0);
  return html`<section class="upload" data-status=${upload.status} aria-labelledby="upload-title">
    <h2 id="upload-title">${t('upload.title', { count: upload.files.length })}</h2>
    <p role="status">${statusText(upload, locale)}</p>
    <p><progress id="upload-total" max=${Math.max(all, 1)} .value=${all === 0 ? 1 : sent} aria-labelledby="upload-title"></progress>
      <span class="small">${t('upload.total', { sent: bytes(sent), all: bytes(all) })}</span></p>
    ${upload.skipped > 0 ? html`<p class="small">${t('upload.skipped', { count: upload.skipped })}</p>` : nothing}
    <div class="actions">
      ${upload.status === 'stopped'
        ? html`<button type="button" class="button" id="upload-go-on" @click=${() => void desk.uploads.goOn()}>${t('upload.go_on')}</button>` : nothing}
      ${upload.status === 'drafting'
        ? nothing : html`<button type="button" class="button button-quiet" id="upload-cancel" @click=${() => void desk.uploads.cancel()}>${t('upload.cancel')}</button>`}
    </div>
    <ul class="plain upload-files">${upload.files.map(({ path, file }) => {
      const part = upload.sent.get(path);
      return html`<li><span class="wrap-anywhere">${path}</span>
        ${part?.isThere
          ? html`<span class="upload-there">${icon('clear')} ${t('upload.file_done')}</span>`
          : html`<progress max=${Math.max(file.size, 1)} .value=${Math.min(part?.bytes ?? 0, file.size)} aria-label=${path}></progress>`}
        <span class="small">${bytes(file.size)}</span></li>`;
    })}</ul>
  </section>`;
}

/** What the folder holds; of parcels, whose they are. */
function folderView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { folder, district, choice } = state;
  const take = (kind: ProposalKind) => (): void => desk.store.set({ folder: { ...folder, kind }, choice: { kind: 'none' } });
  const choose = ({ target }: Event): void => desk.store.set({ folder: { ...folder, commune: (target as HTMLSelectElement).value }, choice: { kind: 'none' } });
  const communes = folder.kind === 'parcels' && district?.parcel_key.parts.includes('commune') ? district.communes : [];
  return html`<fieldset class="folder-kind"><legend>${t('folder.legend')}</legend>
    <div class="folder-kinds">${(['plan', 'parcels'] as const).map((kind) => html`<label class="accept"><input type="radio" name="folder-kind" id="folder-${kind}" .checked=${folder.kind === kind} @change=${take(kind)}>
      <span>${t(`folder.${kind}`)}</span></label>`)}</div>
    ${communes.length === 0 ? nothing : html`<div class="field form-field"><label for="folder-commune">${t('folder.commune')}</label>
      <select id="folder-commune" aria-invalid=${choice.kind === 'commune' ? 'true' : nothing} aria-describedby="choice" @change=${choose}>
        <option value="" ?selected=${folder.commune === ''}>${t('proposal.choose')}</option>
        ${communes.map(({ code, name }) => html`<option value=${code} ?selected=${code === folder.commune}>${name} (${code})</option>`)}</select></div>`}
    ${folder.kind === 'parcels' ? html`<p class="small">${t('folder.parcels_hint')}</p>` : nothing}
    ${profileChoice(state, locale, desk)}
  </fieldset>`;
}

export function newView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  return html`<section>
    <h1 id="desk-title" tabindex="-1">${locale.t('nav.new')}</h1>
    <p>${locale.t('upload.lead')}</p>
    ${state.upload ? uploadView(state.upload, locale, desk) : state.proposal ? proposalView(state.proposal, state, locale, desk) : html`${folderView(state, locale, desk)}${dropView(state, locale, desk)}${profilesView(state, locale, desk)}`}
  </section>`;
}
