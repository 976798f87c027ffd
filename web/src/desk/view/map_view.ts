import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import { kPreviewModes, type PreviewMode } from '../model';
import { hasImpact } from '../permissions';
import type { DeskState } from '../state';

/** As it is, as it would be, or one beside the other with a divider between. */
function previewView(state: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult {
  const button = (mode: PreviewMode): TemplateResult => html`<button type="button" class="map-button preview-button" id="preview-${mode}"
    aria-pressed=${state.preview === mode ? 'true' : 'false'} @click=${() => desk.impact.setPreview(mode)}>${t(`preview.${mode}`)}</button>`;
  return html`<div class="map-tools" role="group" aria-label=${t('preview.label')}>${kPreviewModes.map(button)}</div>
    ${state.preview === 'swipe'
      ? html`<p class="swipe-side swipe-before" aria-hidden="true">${t('preview.before')}</p><p class="swipe-side swipe-after" aria-hidden="true">${t('preview.after')}</p>`
      : nothing}`;
}

export function mapView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (state.map === 'none' || !state.district) return nothing;
  const isComing = state.map === 'waiting' || state.map === 'loading';
  const canPreview = state.map === 'ready' && state.draft !== null && hasImpact(state.draft);
  return html`<section class="map-section" id="map-section" aria-label=${t('finding.map')}>
    <div class="map-canvas" id="map"></div>
    <div class="map-after" id="map-after" hidden></div>
    ${isComing ? html`<p class="map-status" role="status">${t('map.loading')}</p>` : nothing}
    ${state.map === 'failed' ? html`<p class="map-status map-status-failed" role="alert">${icon('warning')} ${t('map.failed')}</p>` : nothing}
    ${canPreview ? previewView(state, locale, desk) : nothing}
    <button type="button" class="to-answer button" @click=${() => desk.backToList()}>${icon('up')}<span>${t('desk.to_list')}</span></button>
  </section>`;
}
