import { html, type TemplateResult } from 'lit-html';
import type { District, DistrictCommune, KeyPart, ParcelKey } from '../api/model';
import type { Locale } from '../i18n/locale';
import { kKeyParts } from '../url/state';

function communeOption(commune: DistrictCommune, chosen: string | null, locale: Locale): TemplateResult {
  const { code, name, now } = commune;
  const label = now && (now.code !== code || now.name !== name) ? locale.t('certificate.option_now', { name, code, now: now.name }) : `${name} (${code})`;
  return html`<option value=${code} ?selected=${code === chosen}>${label}</option>`;
}

function field(part: KeyPart, district: District, chosen: string | null, locale: Locale): TemplateResult {
  const label = locale.t(`key.${part}`);
  if (part === 'commune' && district.communes.length > 0) {
    const communes = [...district.communes].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
    return html`<label class="field"><span>${label}</span><select name=${part} required>
      <option value="">${locale.t('certificate.choose')}</option>${communes.map((commune) => communeOption(commune, chosen, locale))}</select></label>`;
  }
  return html`<label class="field field-short"><span>${label}</span><input name=${part} type="text" required autocomplete="off" maxlength="40"></label>`;
}

/** The boxes of a certificate, one field for each part of the district's key; `chosen` is a commune found by search. */
export function certificateView(district: District, locale: Locale, chosen: string | null, go: (key: ParcelKey) => void): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const key: ParcelKey = {};
    for (const part of kKeyParts) {
      const value = data.get(part);
      if (typeof value === 'string' && value.trim() !== '') key[part] = value.trim();
    }
    go(key);
  };
  return html`<details class="way" id="way-certificate" ?open=${chosen !== null}><summary>${locale.t('certificate.title')}</summary>
    <form class="way-form" @submit=${submit}>
      <p class="small">${locale.t('certificate.hint')}</p>
      <div class="fields">${district.parcel_key.parts.map((part) => field(part, district, chosen, locale))}</div>
      <button type="submit" class="button">${locale.t('certificate.submit')}</button>
    </form></details>`;
}
