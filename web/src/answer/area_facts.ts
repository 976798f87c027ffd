import { html, nothing, type TemplateResult } from 'lit-html';
import type { Place } from '../api/model';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';

function beyondTolerance(place: Place, registered_m2: number, computed_m2: number, locale: Locale): TemplateResult | typeof nothing {
  const { area_within_tolerance, area_tolerance_m2 } = place;
  if (area_within_tolerance !== false || typeof area_tolerance_m2 !== 'number') return nothing;
  const areas = { difference: locale.area(Math.abs(registered_m2 - computed_m2)), tolerance: locale.area(area_tolerance_m2) };
  return html`<p class="uncertain area-beyond">${icon('warning')} ${locale.t('place.area_beyond', areas)}</p>`;
}

/** The area on the certificate beside the one of the map, and a sentence where the law does not allow the difference. */
export function areaFacts(place: Place, locale: Locale): TemplateResult | typeof nothing {
  const { registered_area_m2: registered_m2, computed_area_m2: computed_m2 } = place;
  if (typeof registered_m2 === 'number' && typeof computed_m2 === 'number') {
    return html`<dt>${locale.t('place.area')}</dt><dd>
      <ul class="area-pair"><li>${locale.t('place.area_registered')} <b>${locale.area(registered_m2)}</b></li><li>${locale.t('place.area_computed')} <b>${locale.area(computed_m2)}</b></li></ul>
      ${beyondTolerance(place, registered_m2, computed_m2, locale)}</dd>`;
  }
  if (typeof registered_m2 === 'number') return html`<dt>${locale.t('place.registered_area')}</dt><dd>${locale.area(registered_m2)}</dd>`;
  if (typeof computed_m2 === 'number') return html`<dt>${locale.t('place.computed_area')}</dt><dd>${locale.area(computed_m2)}</dd>`;
  return nothing;
}
