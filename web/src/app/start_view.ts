import { html, nothing, type TemplateResult } from 'lit-html';
import type { Locale } from '../i18n/locale';
import { certificateView } from '../search/certificate_view';
import { hitDetail } from '../search/search_view';
import { cornersView } from '../search/corners_view';
import { icon } from '../view/icons';
import type { Controller } from './controller';
import type { AppState } from './state';

function shownHitView(state: AppState, locale: Locale, controller: Controller): TemplateResult | typeof nothing {
  const hit = state.shownHit;
  if (!hit) return nothing;
  const at = { lon: hit.lon, lat: hit.lat };
  const former = (state.district?.communes ?? []).filter(({ now }) => now?.code === hit.code).map(({ name }) => name);
  const isCommune = hit.kind === 'commune' || hit.kind === 'administrative_unit';
  return html`<section class="shown-hit" role="status">
    <p class="hit-kind">${locale.t(`kind.${hit.kind}`)}</p>
    <h2>${hit.label}</h2>
    ${hit.detail ? html`<p>${hitDetail(hit, locale)}</p>` : nothing}
    ${hit.kind === 'administrative_unit' && former.length > 0 ? html`<p>${locale.t('shown.unit', { communes: former.join(', ') })}</p>` : nothing}
    <p class="small">${locale.t(isCommune ? 'shown.commune' : 'shown.line')}</p>
    ${isCommune ? nothing : html`<button type="button" class="button button-quiet" @click=${() => controller.goTo({ kind: 'point', at })}>${icon('pin')}<span>${locale.t('shown.ask')}</span></button>`}
  </section>`;
}

export function startView(state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const { district } = state;
  if (!district) return state.districtProblem ? html`` : html`<div class="loading" role="status"><p>${locale.t('loading.district')}</p><div class="skeleton"></div><div class="skeleton skeleton-short"></div></div>`;
  return html`${shownHitView(state, locale, controller)}
    <section class="ways" aria-label=${locale.t('start.ways')}>
      ${certificateView(district, locale, state.shownHit?.kind === 'commune' ? (state.shownHit.code ?? null) : null, (key) => controller.goTo({ kind: 'parcel', key, candidate: null }))}
      ${cornersView(locale, (vertices) => controller.goTo({ kind: 'corners', vertices }))}
      ${state.map.status === 'none' ? nothing : html`<p class="way-hint">${icon('pin')}<span>${locale.t('start.map')}</span> <a class="only-narrow" href="#map-section">${locale.t('start.to_map')}</a></p>`}
    </section>
    <section class="promise">
      <h2>${locale.t('start.promise')}</h2>
      <ul class="state-key">
        <li class="topic topic-concerned"><p class="topic-line">${icon('concerned')}<b>${locale.t('state.concerned')}</b></p><p class="small">${locale.t('start.concerned')}</p></li>
        <li class="topic topic-uncertain"><p class="topic-line">${icon('boundary')}<b>${locale.t('state.boundary_uncertain')}</b></p><p class="small">${locale.t('start.boundary_uncertain')}</p></li>
        <li class="topic topic-unknown"><p class="topic-line">${icon('unknown')}<b>${locale.t('state.no_data')}</b></p><p class="small">${locale.t('start.no_data')}</p></li>
        <li class="topic topic-clear"><p class="topic-line">${icon('clear')}<b>${locale.t('state.not_concerned')}</b></p><p class="small">${locale.t('start.not_concerned')}</p></li>
      </ul>
    </section>
    <footer class="colophon">
      <p>${locale.t('start.counts', { parcels: locale.number(district.counts.parcels), plans: locale.number(district.counts.plans), date: locale.date(district.data_date) })}</p>
      <p class="disclaimer">${locale.name(district.disclaimer)}</p>
      <p>${locale.name(district.office)}</p>
      <p class="wrap-anywhere">${locale.t('answer.edition')}: ${district.edition}</p>
    </footer>`;
}
