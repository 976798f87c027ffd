import { html, type TemplateResult } from 'lit-html';
import type { Controller } from '../app/controller';
import type { CentreEntry } from '../app/state';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';

/** What the crosshair points at, for those who use no mouse: the same numbers work as keys while the map has the focus. */
export function centreView(entries: readonly CentreEntry[], locale: Locale, controller: Controller): TemplateResult {
  return html`<div class="map-card centre-card" id="centre-card" role="region" aria-label=${locale.t('map.centre')}>
    <button type="button" class="icon-button card-close" aria-label=${locale.t('action.close')} @click=${controller.mapActions.toggleCentre}>${icon('close')}</button>
    <h2>${locale.t('centre.title')}</h2>
    <p class="small">${locale.t('centre.hint')}</p>
    ${entries.length === 0
      ? html`<p>${locale.t('centre.empty')}</p>`
      : html`<ol class="plain centre-list">${entries.map(
          (entry, index) => html`<li><button type="button" class="centre-entry" @click=${() => controller.mapActions.chooseCentre(index)}>
            <kbd>${index + 1}</kbd><span><span class="hit-kind">${locale.t(`centre.kind_${entry.kind}`)}</span> ${entry.text}</span></button></li>`,
        )}</ol>`}
  </div>`;
}
