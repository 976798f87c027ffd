import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { District, SearchHit } from '../api/model';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';
import type { Combobox } from './combobox';

const kListId = 'search-hits';

function onKey(combobox: Combobox, event: KeyboardEvent): void {
  if (event.isComposing) return;
  switch (event.key) {
    case 'ArrowDown':
      combobox.move(1);
      break;
    case 'ArrowUp':
      combobox.move(-1);
      break;
    case 'Escape':
      if (combobox.view.isOpen) combobox.close();
      else combobox.clear();
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** Classes of roads, waters and places come as the words of the data. */
export function hitDetail(hit: SearchHit, locale: Locale): string {
  return locale.lookUp(`class.${hit.detail}`, hit.detail);
}

function hitView(hit: SearchHit, index: number, combobox: Combobox, locale: Locale): TemplateResult {
  const isActive = index === combobox.view.active;
  return html`<li id="hit-${index}" role="option" class="hit" aria-selected=${isActive ? 'true' : 'false'} data-kind=${hit.kind}
    @mousedown=${(event: Event) => event.preventDefault()} @click=${() => combobox.choose(hit)}>
    <span class="hit-kind">${locale.t(`kind.${hit.kind}`)}</span>
    <span class="hit-label">${hit.label}</span>
    <span class="hit-detail">${hitDetail(hit, locale)}</span>
  </li>`;
}

function statusText(combobox: Combobox, locale: Locale): string {
  const { isBusy, isOpen, hits, problem, answered } = combobox.view;
  if (!isOpen) return '';
  if (isBusy) return locale.t('search.busy');
  if (problem) return locale.t(problem.isTransient ? 'search.failed' : 'search.refused');
  if (answered === null) return '';
  return hits.length === 0 ? locale.t('search.none') : locale.t('search.count', { count: hits.length });
}

function exampleOf(district: District | null, locale: Locale): string {
  const commune = district?.communes[0]?.name;
  if (!district || !district.parcel_key.parts.includes('sheet') || !commune) return locale.t('search.placeholder_plain');
  return locale.t('search.placeholder', { commune });
}

export function searchView(combobox: Combobox, district: District | null, locale: Locale): TemplateResult {
  const { text, isOpen, isBusy, hits, active, problem } = combobox.view;
  const status = statusText(combobox, locale);
  const hasList = isOpen && hits.length > 0;
  const submit = (event: Event): void => {
    event.preventDefault();
    void combobox.submit();
  };
  return html`<search><form class="search" role="search" @submit=${submit} aria-labelledby="search-label">
    <label id="search-label" for="search-input">${locale.t('search.label')}</label>
    <div class="search-box">
      ${icon('search')}
      <input id="search-input" type="text" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="120"
        aria-autocomplete="list" aria-expanded=${hasList ? 'true' : 'false'} aria-controls=${kListId} aria-activedescendant=${active >= 0 && hasList ? `hit-${active}` : nothing}
        placeholder=${exampleOf(district, locale)} .value=${live(text)}
        @input=${(event: Event) => combobox.input((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => onKey(combobox, event)}
        @blur=${() => combobox.close()}>
      ${text !== '' ? html`<button type="button" class="icon-button" aria-label=${locale.t('search.clear')} @click=${() => combobox.clear()}>${icon('close')}</button>` : nothing}
      <button type="submit" class="button" id="search-submit">${locale.t('search.submit')}</button>
      ${isBusy ? html`<span class="progress" aria-hidden="true"></span>` : nothing}
    </div>
    <ul id=${kListId} role="listbox" class="hits" aria-label=${locale.t('search.hits')} ?hidden=${!hasList}>
      ${hits.map((hit, index) => hitView(hit, index, combobox, locale))}
    </ul>
    <p class=${isOpen && !isBusy && (problem || hits.length === 0) ? 'search-status search-status-shown' : 'search-status visually-hidden'} role="status">${status}</p>
  </form></search>`;
}
