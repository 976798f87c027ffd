import { html, nothing, type TemplateResult } from 'lit-html';
import type { Controller } from '../app/controller';
import type { AppState } from '../app/state';
import type { Locale } from '../i18n/locale';
import { icon, swatch } from '../view/icons';
import { centreView } from './centre_view';
import { layersView } from './layers_view';
import { measureView } from './measure_view';

function statusView(state: AppState, locale: Locale): TemplateResult | typeof nothing {
  const { status } = state.map;
  if (status === 'waiting' || status === 'loading') return html`<p class="map-status" role="status"><span class="progress" aria-hidden="true"></span>${locale.t('map.loading')}</p>`;
  return status === 'failed' ? html`<p class="map-status map-status-failed" role="alert">${icon('warning')} ${locale.t('map.failed')}</p>` : nothing;
}

function toggle(id: string, name: 'layers' | 'ruler' | 'list', label: string, isOn: boolean, act: () => void): TemplateResult {
  return html`<button type="button" class="map-button" id=${id} aria-label=${label} title=${label} aria-pressed=${isOn ? 'true' : 'false'} @click=${act}>${icon(name)}<span>${label}</span></button>`;
}

export function mapSectionView(state: AppState, locale: Locale, controller: Controller): TemplateResult | typeof nothing {
  const { map } = state;
  if (map.status === 'none') return nothing;
  const actions = controller.mapActions;
  return html`<section class="map-section" id="map-section" aria-label=${locale.t('map.label')}>
    <div class="map-canvas" id="map"></div>
    <svg class="crosshair" viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path d="M20 2v14M20 24v14M2 20h14M24 20h14" /></svg>
    ${statusView(state, locale)}
    <div class="map-tools" role="toolbar" aria-label=${locale.t('map.tools')} ?hidden=${map.status !== 'ready'}>
      ${toggle('tool-layers', 'layers', locale.t('map.layers'), map.isLegendOpen, actions.toggleLegend)}
      ${toggle('tool-measure', 'ruler', locale.t('map.measure'), map.measurement !== null, actions.toggleMeasure)}
      ${toggle('tool-centre', 'list', locale.t('map.centre'), map.isCentreOpen, actions.toggleCentre)}
      <button type="button" class="map-button" id="tool-locate" aria-label=${locale.t('map.locate')} title=${locale.t('map.locate')} @click=${actions.locate}>${icon('locate')}<span>${locale.t('map.locate')}</span></button>
    </div>
    ${map.isLegendOpen ? layersView(state, locale, controller) : nothing}
    ${map.measurement ? measureView(map.measurement, locale, controller) : nothing}
    ${map.isCentreOpen ? centreView(map.centre, locale, controller) : nothing}
    ${map.legend.length > 0 && map.status === 'ready'
      ? html`<div class="mini-legend" aria-hidden="true">${map.legend.filter(({ code }) => code !== '').slice(0, 8).map((entry) => html`<span>${swatch(entry.fill)}${entry.code}</span>`)}</div>`
      : nothing}
    <p class="map-message" role="status">${map.message}</p>
    <a class="to-answer button" href="#main">${icon('up')}<span>${locale.t('map.to_answer')}</span></a>
  </section>`;
}
