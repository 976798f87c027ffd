import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { impactPath } from '../api';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import { changeOf, kChanges, kColumns, rowKey, shownParcels, sortParcels, type Change, type Column } from '../impact_table';
import type { Draft, Impact, ImpactItem, ParcelImpact } from '../model';
import { hasImpact } from '../permissions';
import type { DeskState } from '../state';
import { downloadsView } from './downloads_view';

function headView(state: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult {
  const { column: sorted, isDown } = state.sort;
  const order = (column: Column): string => (column === sorted ? (isDown ? 'descending' : 'ascending') : 'none');
  return html`<tr>
    ${kColumns.map((column) => html`<th scope="col" aria-sort=${order(column)}>
      <button type="button" class="sort" data-column=${column} @click=${() => desk.impact.sortBy(column)}>${t(`impact.${column}`)}
        <span aria-hidden="true">${column === sorted ? (isDown ? '▼' : '▲') : ''}</span></button></th>`)}
    <th scope="col">${t('impact.items')}</th>
  </tr>`;
}

function itemView(item: ImpactItem, draft: Draft | null, locale: DeskLocale): TemplateResult {
  const amount = (value: number): string => (item.is_line ? locale.length(value) : locale.area(value));
  const name = [item.code, item.function, item.land_use].filter((part) => part !== '').join(' · ') || item.plan;
  return html`<li>${locale.t('impact.item', { name, before: amount(item.before_m2), after: amount(item.after_m2) })}
    ${item.plan === draft?.plan ? nothing : html`<span class="small">${item.plan}, ${locale.lookUp(`status.${item.status}`, item.status)}</span>`}</li>`;
}

function topicName(id: string, { district }: DeskState, { name }: DeskLocale): string {
  const topic = district?.topics.find((other) => other.id === id);
  return topic ? name(topic.name) : id;
}

function rowView(parcel: ParcelImpact, impact: Impact, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { reference, change } = parcel;
  // Of one topic alone the sentence above the table speaks.
  const topic = impact.topics.length > 1 && parcel.topic !== null ? topicName(parcel.topic, state, locale) : '';
  const cell = (column: Column, text: string): TemplateResult => html`<td data-label=${t(`impact.${column}`)}>${text}</td>`;
  return html`<tr aria-current=${state.parcel === rowKey(parcel) ? 'true' : nothing} data-reference=${reference}>
    <th scope="row"><button type="button" class="text-button parcel" aria-label=${t('impact.show', { reference })} @click=${() => desk.impact.showParcel(parcel)}>${reference}</button>
      ${change === 'none' ? nothing : html`<span class="small">${t(`impact_change.${change}`)}</span>`}${topic === '' ? nothing : html`<span class="small impact-topic">${topic}</span>`}</th>
    ${cell('area_m2', locale.area(parcel.area_m2))}
    ${cell('before', t(`state.${parcel.before}`))}
    ${cell('after', t(`state.${parcel.after}`))}
    ${cell('gained_m2', locale.area(parcel.gained_m2))}
    <td data-label=${t('impact.items')}>${parcel.only_words ? t('impact.only_words') : nothing}
      <ul class="plain">${parcel.items.map((item) => itemView(item, state.draft, locale))}</ul></td>
  </tr>`;
}

const kMarks: Readonly<Record<Change, TemplateResult>> = {
  state: svg`<circle cx="8" cy="8" r="6.5" class="mark-full" />`,
  area: svg`<circle cx="8" cy="8" r="4" class="mark-full" />`,
  words: svg`<circle cx="8" cy="8" r="4.5" class="mark-ring" />`,
};

/** What the marks on the map mean, and which of them are shown there and in the table. */
function kindsView({ parcels }: Impact, state: DeskState, { t, number }: DeskLocale, desk: Desk): TemplateResult {
  const count = (change: Change): number => parcels.filter((parcel) => changeOf(parcel) === change).length;
  return html`<fieldset class="change-kinds"><legend class="small">${t('change.legend')}</legend>
    ${kChanges.map((change) => html`<label><input type="checkbox" data-change=${change} .checked=${state.shownChanges.has(change)} ?disabled=${count(change) === 0}
      @change=${() => desk.impact.toggleChange(change)}><svg class="change-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${kMarks[change]}</svg>
      <span>${t(`change.${change}`)} <b>${number(count(change))}</b></span></label>`)}
  </fieldset>`;
}

/** What was compared: the topic, a few by name, or how many. */
function topicsText({ topics }: Impact, state: DeskState, locale: DeskLocale): string {
  const { t, number } = locale;
  const kNamed = 3;
  if (topics.length > kNamed) return t('impact.topics', { count: number(topics.length) });
  return t('impact.topic_named', { names: topics.map((id) => topicName(id, state, locale)).join(', ') });
}

/** What becomes of the parcels themselves, where the draft replaces a commune's. */
function cadastreView({ cadastre }: Impact, { t, number }: DeskLocale): TemplateResult | typeof nothing {
  if (!cadastre) return nothing;
  const { commune, added, gone, reshaped, attributes } = cadastre;
  return html`<p id="impact-cadastre">${t('impact.cadastre', { commune, added: number(added), gone: number(gone), reshaped: number(reshaped), attributes: number(attributes) })}</p>`;
}

function resultView(impact: Impact, draft: Draft, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t, number } = locale;
  const { changed, looked_at, seconds, parcels } = impact;
  const counts = { changed: number(changed), looked_at: number(looked_at), duration: locale.duration(seconds), topic: topicsText(impact, state, locale) };
  if (changed === 0) return html`<p id="impact-summary">${t('impact.none')}</p>`;
  return html`<p id="impact-summary">${t('impact.summary', counts)}</p>
    ${cadastreView(impact, locale)}
    ${parcels.length < changed ? html`<p class="small">${t('impact.listed', { listed: number(parcels.length) })}</p>` : nothing}
    ${downloadsView(['csv', 'xlsx', 'gpkg'], 'impact', (format) => impactPath(draft.id, format, state.lang), locale)}
    ${kindsView(impact, state, locale, desk)}
    <div class="table-frame" tabindex="0" role="region" aria-label=${t('impact.table')}>
      <table class="desk-table impact-table" aria-label=${t('impact.table')}>
        <thead>${headView(state, locale, desk)}</thead>
        <tbody>${sortParcels(shownParcels(parcels, state.shownChanges), state.sort).map((parcel) => rowView(parcel, impact, state, locale, desk))}</tbody>
      </table>
    </div>`;
}

export function impactView(state: DeskState, draft: Draft, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  const { impact } = state;
  if (!hasImpact(draft)) return nothing;
  return html`<section class="impact" aria-labelledby="impact-title">
    <h2 id="impact-title" tabindex="-1">${t('impact.title')}</h2>
    ${impact
      ? resultView(impact, draft, state, locale, desk)
      : html`<p>${t('impact.hint')}</p>
        <button type="button" class="button button-quiet" id="impact-start" ?disabled=${state.busy !== null} @click=${() => void desk.drafts.loadImpact()}>
          ${t(state.busy === 'impact' ? 'impact.busy' : 'impact.start')}</button>`}
  </section>`;
}
