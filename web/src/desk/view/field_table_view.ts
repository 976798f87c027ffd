import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { LayerProposal } from '../model';
import { layerPlace } from '../proposal/layer';
import { missingParts, withColumn, withConstant } from '../proposal/parcels';
import { readToml } from '../proposal/toml_edit';
import type { DeskState, ProposalState } from '../state';
import { said } from '../words';

/** A drawing's only column. */
const kText = 'text';
/** What may be the same for all parcels of a layer. */
const kConstants = ['commune', 'sheet'];

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

/** In place of a column: one value for all parcels of the layer. */
function constantView(layer: LayerProposal, index: number, field: string, name: string, { toml }: ProposalState, { t }: DeskLocale, desk: Desk): TemplateResult {
  const now = readToml(toml, layerPlace(layer, 'values'), field) ?? '';
  return html`<label class="field"><span>${t('layer.for_all')}<span class="visually-hidden">: ${name}</span></span>
    <input id="constant-${index}-${field}" .value=${now} autocomplete="off" spellcheck="false"
      @change=${(event: Event) => desk.proposals.edit((text) => withConstant(text, layer, field, valueOf(event).trim()))}></label>`;
}

/** In the reader's language or not at all. */
function reasonOf({ reason, reason_vi }: LayerProposal['fields'][number], { lang }: DeskLocale): string {
  return said(lang, reason, reason_vi);
}

function samplesView(layer: LayerProposal, field: string, now: string, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const column = layer.columns.find(({ name }) => name === now);
  const proposed = layer.fields.find((other) => other.field === field && other.column === now);
  return html`${column ? column.samples.join(' · ') : '–'}
    ${proposed?.from_profile ? html`<span class="badge from-profile">${t('layer.from_profile')}</span>`
      : proposed ? html`<span class="small">${[t('layer.confidence', { share: locale.percent(100 * proposed.confidence) }), reasonOf(proposed, locale)].filter((part) => part !== '').join(': ')}</span>` : nothing}
    ${now === '' && layer.not_there[field] ? html`<span class="small">${t('layer.not_there', { column: layer.not_there[field] ?? '' })}</span>` : nothing}
    ${proposed && proposed.readings.length > 0 ? html`<ul class="small readings">${proposed.readings.slice(0, 5).map(({ value, meant, how, how_vi }) =>
      html`<li>${t('layer.reading', { value, meant: meant ?? t('layer.unread') })} ${said(locale.lang, how, how_vi)}</li>`)}</ul>` : nothing}`;
}

function fieldRow(layer: LayerProposal, index: number, field: string, of: ProposalState, isMissing: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const now = readToml(of.toml, layerPlace(layer, 'fields'), field) ?? '';
  const name = locale.lookUp(`field.${field}`, field);
  const columns = layer.drawing ? [kText] : layer.columns.map((column) => column.name);
  return html`<tr><th scope="row">${name} <span class="small code">${field}</span></th>
    <td data-label=${t('layer.column')}><select id="field-${index}-${field}" aria-label=${t('layer.column_of', { field: name })} aria-invalid=${isMissing ? 'true' : nothing}
        @change=${(event: Event) => desk.proposals.edit((text) => withColumn(text, layer, field, valueOf(event)))}>
      <option value="" ?selected=${now === ''}>${t('layer.no_column')}</option>
      ${columns.map((column) => html`<option value=${column} ?selected=${column === now}>${column === kText && layer.drawing ? t('layer.text_inside') : column}</option>`)}</select>
      ${of.kind === 'parcels' && kConstants.includes(field) && now === '' ? constantView(layer, index, field, name, of, locale, desk) : nothing}
      ${isMissing ? html`<p class="form-error">${t('amend.needed')}</p>` : nothing}</td>
    <td data-label=${t('layer.samples')} class="wrap-anywhere">${samplesView(layer, field, now, locale)}</td></tr>`;
}

/** Which column of a layer says what. */
export function fieldsView(fields: readonly string[], layer: LayerProposal, index: number, of: ProposalState, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (fields.length === 0) return nothing;
  const parts = state.district?.parcel_key.parts ?? [];
  const missing = state.formError === null || of.kind === 'plan' ? [] : missingParts(of.toml, of.proposal, parts);
  return html`<table class="desk-table field-table" aria-label=${t('layer.fields')}>
    <thead><tr><th scope="col">${t('layer.field')}</th><th scope="col">${t('layer.column')}</th><th scope="col">${t('layer.samples')}</th></tr></thead>
    <tbody>${fields.map((field) => fieldRow(layer, index, field, of, missing.some(({ layer: at, part }) => at === index && part === field), locale, desk))}</tbody></table>`;
}
