import { html, nothing, type TemplateResult } from 'lit-html';
import type { Controller } from '../app/controller';
import type { AppState } from '../app/state';
import type { Locale } from '../i18n/locale';
import { icon, swatch } from '../view/icons';
import { hiddenTopics } from './default_layers';
import { kCadastre } from './cadastre';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly hasData: boolean;
  /** Of the topic's outlines on the map. */
  readonly colour: string | null;
}

function rowView(row: Row, state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const isShown = !hiddenTopics(state.url, state.district).includes(row.id);
  const percent = Math.round((state.map.opacity[row.id] ?? 1) * 100);
  return html`<li class="layer-row">
    <label class="layer-switch"><input type="checkbox" .checked=${isShown} ?disabled=${!row.hasData} data-topic=${row.id}
      @change=${(event: Event) => controller.setTopicShown(row.id, (event.target as HTMLInputElement).checked)}>${row.colour ? swatch(row.colour) : nothing}<span>${row.name}</span></label>
    ${row.hasData
      ? html`<label class="layer-opacity"><span class="visually-hidden">${locale.t('layers.opacity', { name: row.name })}</span>
          <input type="range" min="10" max="100" step="10" .value=${String(percent)} ?disabled=${!isShown} aria-valuetext="${percent}%"
            @input=${(event: Event) => controller.setOpacity(row.id, Number((event.target as HTMLInputElement).value) / 100)}></label>`
      : html`<span class="badge badge-unknown">${locale.t('state.no_data')}</span>`}
  </li>`;
}

export function layersView(state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const { district, map, url } = state;
  const rows: readonly Row[] = [
    { id: kCadastre, name: locale.t('layers.cadastre'), hasData: true, colour: null },
    ...(district?.topics ?? []).map((topic) => ({ id: topic.id, name: locale.name(topic.name), hasData: topic.plans > 0, colour: topic.colour ?? null })),
  ];
  return html`<div class="map-card layers-card" id="layers-card" role="region" aria-label=${locale.t('map.layers')}>
    <button type="button" class="icon-button card-close" aria-label=${locale.t('action.close')} @click=${controller.mapActions.toggleLegend}>${icon('close')}</button>
    <h2>${locale.t('layers.title')}</h2>
    ${url.asOf || url.edition ? html`<p class="note">${icon('info')}<span>${locale.t('layers.current_only')}</span></p>` : nothing}
    <ul class="plain">${rows.map((row) => rowView(row, state, locale, controller))}</ul>
    <h2>${locale.t('legend.title')}</h2>
    ${map.legend.length === 0
      ? html`<p class="small">${locale.t('legend.empty')}</p>`
      : html`<ul class="plain legend">${map.legend.map((entry) => html`<li>${swatch(entry.fill)}<b class="code">${entry.code}</b><span>${entry.name}</span></li>`)}</ul>`}
    <p class="small">${locale.t('legend.hint')}</p>
  </div>`;
}
