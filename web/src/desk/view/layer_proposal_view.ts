import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { LayerProposal } from '../model';
import { isOfferTaken, kFields, kRoles, layerKey, layerPlace, withEncoding, withField, withLandUse, withOffer, withRole, withoutProposed, type CrsOffer } from '../proposal/layer';
import { hasLayer, readToml } from '../proposal/toml_edit';
import type { DeskState } from '../state';

const kMini = 72;

/** The district's box, and where the offer places the layer in it. */
function miniMap({ box }: CrsOffer, { district }: DeskState): TemplateResult | typeof nothing {
  if (!district) return nothing;
  const [west, south, east, north] = district.bbox;
  const scale = kMini / Math.max(east - west, north - south);
  const [w = 0, s = 0, e = 0, n = 0] = box;
  const least = 3;
  const width = Math.max((e - w) * scale, least);
  const height = Math.max((n - s) * scale, least);
  return html`<svg class="mini-map" viewBox="-2 -2 ${kMini + 4} ${kMini + 4}" aria-hidden="true" focusable="false">
    ${svg`<rect class="mini-district" x="0" y="0" width=${(east - west) * scale} height=${(north - south) * scale} />
      <rect class="mini-layer" x=${(w - west) * scale} y=${(north - n) * scale} width=${width} height=${height} />`}</svg>`;
}

function factsOf(offer: CrsOffer, { t, percent }: DeskLocale): readonly string[] {
  return [
    t(offer.axes === 'north, east' ? 'layer.axes_north' : 'layer.axes_east'),
    ...(offer.datum === null ? [] : [t('layer.no_shift')]),
    t('layer.inside', { share: percent(100 * offer.share_inside) }),
    ...(offer.near_parcels_share === null ? [] : [t('layer.near_parcels', { share: percent(100 * offer.near_parcels_share) })]),
    ...(offer.stated ? [t('layer.stated')] : []),
  ];
}

function crsView(layer: LayerProposal, index: number, toml: string, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const stated = layer.stated_crs ? t('layer.crs_stated', { crs: layer.stated_crs }) : t('layer.crs_silent');
  const choose = (offer: CrsOffer) => (): void => {
    desk.proposals.edit((text) => withOffer(text, layer, offer));
    desk.proposals.showOffer(offer);
  };
  return html`<fieldset class="offers"><legend>${t('layer.crs')}</legend><p class="small">${stated}</p>
    ${layer.crs_offers.length === 0 ? html`<p class="caution">${icon('warning')} ${t('layer.crs_none')}</p>` : nothing}
    ${layer.crs_offers.map((offer) => html`<label class="offer"><input type="radio" name="crs-${index}" .checked=${isOfferTaken(toml, layer, offer)} @change=${choose(offer)}>
      ${miniMap(offer, state)}<span><b>${offer.name}</b> <span class="code">${offer.crs}</span><br>
      <span class="small">${factsOf(offer, locale).join(' · ')}</span></span></label>`)}
  </fieldset>`;
}

function encodingView(layer: LayerProposal, index: number, toml: string, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (layer.encodings.length === 0) return nothing;
  const now = readToml(toml, layerPlace(layer, ''), 'encoding');
  return html`<fieldset class="offers"><legend>${t('layer.encoding')}</legend>
    ${layer.encodings.map(({ encoding, confidence, sample }) => html`<label class="offer"><input type="radio" name="encoding-${index}" .checked=${now === encoding}
      @change=${() => desk.proposals.edit((text) => withEncoding(text, layer, encoding))}>
      <span><b>${encoding}</b> <span class="small">${t('layer.confidence', { share: locale.percent(100 * confidence) })}</span><br>
      <span class="sample wrap-anywhere">${sample === '' ? t('layer.no_sample') : sample}</span></span></label>`)}
  </fieldset>`;
}

function fieldRow(layer: LayerProposal, field: string, toml: string, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const now = readToml(toml, layerPlace(layer, 'fields'), field) ?? '';
  const proposed = layer.fields.find((other) => other.field === field && other.column === now);
  const column = layer.columns.find(({ name }) => name === now);
  const name = locale.lookUp(`field.${field}`, field);
  return html`<tr><th scope="row">${name} <span class="small code">${field}</span></th>
    <td data-label=${t('layer.column')}><select aria-label=${t('layer.column_of', { field: name })} @change=${({ target }: Event) =>
        desk.proposals.edit((text) => withField(text, layer, field, (target as HTMLSelectElement).value))}>
      <option value="" ?selected=${now === ''}>${t('layer.no_column')}</option>
      ${layer.columns.map((other) => html`<option value=${other.name} ?selected=${other.name === now}>${other.name}</option>`)}</select></td>
    <td data-label=${t('layer.samples')} class="wrap-anywhere">${column ? column.samples.join(' · ') : '–'}
      ${proposed ? html`<span class="small">${t('layer.confidence', { share: locale.percent(100 * proposed.confidence) })}: ${locale.lang === 'vi' ? proposed.reason_vi : proposed.reason}</span>` : nothing}
      ${proposed && proposed.readings.length > 0 ? html`<ul class="small readings">${proposed.readings.slice(0, 5).map(({ value, meant, how, how_vi }) =>
        html`<li>${t('layer.reading', { value, meant: meant ?? t('layer.unread') })} ${locale.lang === 'vi' ? how_vi : how}</li>`)}</ul>` : nothing}</td></tr>`;
}

function landUseView(layer: LayerProposal, toml: string, { t }: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  if (layer.land_use_codes.length === 0) return nothing;
  const place = layerPlace(layer, 'land_use_codes');
  return html`<details><summary>${t('layer.land_use', { count: layer.land_use_codes.length })}</summary>
    <div class="land-uses">${layer.land_use_codes.map(({ value }) => html`<label class="field"><span class="wrap-anywhere">${value}</span>
      <input .value=${readToml(toml, place, value) ?? ''} autocomplete="off" autocapitalize="characters" spellcheck="false"
        @change=${({ target }: Event) => desk.proposals.edit((text) => withLandUse(text, layer, value, (target as HTMLInputElement).value.trim()))}></label>`)}</div></details>`;
}

/** One layer: what it may be, where it lies, how its letters read, which column says what. */
export function layerProposalView(layer: LayerProposal, index: number, toml: string, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t, number } = locale;
  if (!hasLayer(toml, layer.file, layer.layer)) return nothing;
  const role = readToml(toml, layerPlace(layer, ''), 'role') ?? layer.role;
  const fields = layer.drawing ? [] : (kFields[role] ?? []);
  const counts = (['polygons', 'lines', 'points'] as const).filter((kind) => layer[kind] > 0).map((kind) => t(`layer.${kind}`, { count: number(layer[kind]) }));
  return html`<section class="layer-proposal" aria-labelledby="layer-${index}">
    <h3 id="layer-${index}" class="wrap-anywhere">${layerKey(layer)}</h3>
    <p class="small">${counts.join(', ')}${layer.personal.length > 0 ? ` · ${t('layer.personal', { columns: layer.personal.join(', ') })}` : ''}</p>
    <div class="actions"><label class="field"><span>${t('layer.role')}</span><select @change=${({ target }: Event) =>
        desk.proposals.edit((text) => withRole(text, layer, (target as HTMLSelectElement).value))}>
      ${kRoles.map((other) => html`<option value=${other} ?selected=${other === role}>${t(`role_of_layer.${other}`)}</option>`)}</select></label>
      <button type="button" class="text-button" @click=${() => desk.proposals.edit((text) => withoutProposed(text, layer))}>${t('layer.leave_out')}<span class="visually-hidden">: ${layerKey(layer)}</span></button></div>
    ${crsView(layer, index, toml, state, locale, desk)}
    ${encodingView(layer, index, toml, locale, desk)}
    ${layer.corners_of !== null ? html`<p class="note">${icon('info')}<span>${t('layer.corners_of', { column: layer.corners_of })}</span></p>` : nothing}
    ${layer.drawing ? html`<p class="note">${icon('info')}<span>${t('layer.drawing')} ${layer.drawing_layers.map(({ name, lines, texts }) =>
      t('layer.drawing_layer', { name, lines: number(lines), texts: number(texts) })).join('; ')}</span></p>` : nothing}
    ${fields.length > 0 ? html`<table class="desk-table field-table" aria-label=${t('layer.fields')}>
      <thead><tr><th scope="col">${t('layer.field')}</th><th scope="col">${t('layer.column')}</th><th scope="col">${t('layer.samples')}</th></tr></thead>
      <tbody>${fields.map((field) => fieldRow(layer, field, toml, locale, desk))}</tbody></table>` : nothing}
    ${landUseView(layer, toml, locale, desk)}
  </section>`;
}
