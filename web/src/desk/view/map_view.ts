import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import { hasImpact } from '../permissions';
import type { DeskState } from '../state';

/** One map, before or after: on a phone there is no room for two. */
function previewView(state: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult {
  const side = (isAfter: boolean): TemplateResult => html`<button type="button" class="map-button" id=${isAfter ? 'preview-after' : 'preview-before'}
    aria-pressed=${state.isPreview === isAfter ? 'true' : 'false'} @click=${() => desk.drafts.setPreview(isAfter)}>
    ${t(isAfter ? 'preview.after' : 'preview.before')}</button>`;
  return html`<div class="map-tools" role="group" aria-label=${t('preview.label')}>${side(false)}${side(true)}</div>`;
}

export function mapView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (state.map === 'none' || !state.district) return nothing;
  const isComing = state.map === 'waiting' || state.map === 'loading';
  const canPreview = state.map === 'ready' && state.draft !== null && hasImpact(state.draft);
  return html`<section class="map-section" id="map-section" aria-label=${t('finding.map')}>
    <div class="map-canvas" id="map"></div>
    ${isComing ? html`<p class="map-status" role="status">${t('map.loading')}</p>` : nothing}
    ${state.map === 'failed' ? html`<p class="map-status map-status-failed" role="alert">${icon('warning')} ${t('map.failed')}</p>` : nothing}
    ${canPreview ? previewView(state, locale, desk) : nothing}
    <button type="button" class="to-answer button" @click=${() => desk.backToList()}>${icon('up')}<span>${t('desk.to_list')}</span></button>
  </section>`;
}
