import { html, type TemplateResult } from 'lit-html';
import type { Controller } from '../app/controller';
import type { Measurement } from '../app/state';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';

export function measureView(measurement: Measurement, locale: Locale, controller: Controller): TemplateResult {
  const { points, length_m, area_m2 } = measurement;
  return html`<div class="map-card measure-card" id="measure-card" role="region" aria-label=${locale.t('map.measure')}>
    <button type="button" class="icon-button card-close" aria-label=${locale.t('action.close')} @click=${controller.mapActions.toggleMeasure}>${icon('close')}</button>
    <h2>${locale.t('map.measure')}</h2>
    <p class="small">${locale.t('measure.hint')}</p>
    <div role="status">
      <p>${locale.t('measure.length')}: <b id="measured-length">${points > 1 ? locale.length(length_m) : '–'}</b></p>
      <p>${locale.t('measure.area')}: <b id="measured-area">${area_m2 === null ? '–' : locale.area(area_m2)}</b></p>
    </div>
    <p><button type="button" class="button button-quiet" ?disabled=${points === 0} @click=${controller.mapActions.undoMeasure}>${locale.t('measure.undo')}</button></p>
    <p class="small">${locale.t('measure.caution')}</p>
  </div>`;
}
