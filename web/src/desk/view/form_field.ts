import { html, nothing, type TemplateResult } from 'lit-html';
import type { FieldError } from '../amend/form';
import type { DeskLocale } from '../i18n/locale';

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** `long`: over the whole width, in lines as it needs them; the value is one line all the same. `whole`: nothing but a whole number can be typed. */
  readonly type?: 'text' | 'long' | 'date' | 'number' | 'whole';
  /** Values with their words: a list to choose from instead of a box to type in. */
  readonly choices?: readonly (readonly [string, string])[];
  readonly hint?: string;
  /** What is offered while something is typed. */
  readonly list?: readonly string[];
  readonly isRequired?: boolean;
  readonly error: FieldError | undefined;
  readonly set: (value: string) => void;
}

/** Ours in the reader's language; the server's own words after a sentence that is. */
function errorView(error: FieldError, { t, lookUp, date }: DeskLocale): TemplateResult {
  if ('detail' in error) return html`${t('amend.refused')} <span lang="en">${error.detail}</span>`;
  const { status, day, ...others } = error.params ?? {};
  const params = { ...others, ...(status === undefined ? {} : { status: lookUp(`status.${status}`, String(status)) }), ...(day === undefined ? {} : { day: date(String(day)) }) };
  return html`${t(error.key, params)}`;
}

/** As in any other box of one line. */
function submitByEnter(event: KeyboardEvent): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  target.dispatchEvent(new Event('change', { bubbles: true }));
  target.form?.requestSubmit();
}

/** A label, what is typed or chosen, and what is wrong with it, told to those who look and to those who listen. */
export function formField(field: FormField, locale: DeskLocale): TemplateResult {
  const { id, label, value, choices, hint, list, error, isRequired } = field;
  const set = ({ target }: Event): void => field.set((target as HTMLInputElement | HTMLSelectElement).value);
  const invalid = error ? 'true' : nothing;
  const about = [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].filter((part) => part !== '').join(' ') || nothing;
  const control = choices
    ? html`<select id=${id} aria-invalid=${invalid} aria-describedby=${about} aria-required=${isRequired ? 'true' : nothing} @change=${set}>
        <option value="" ?selected=${value === ''}>${locale.t('proposal.choose')}</option>
        ${choices.map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}</select>`
    : field.type === 'long' ? html`<textarea id=${id} rows="2" .value=${value} aria-invalid=${invalid} aria-describedby=${about} aria-required=${isRequired ? 'true' : nothing}
        @keydown=${submitByEnter} @change=${({ target }: Event) => field.set((target as HTMLTextAreaElement).value.replace(/\s+/g, ' '))}></textarea>`
    : html`<input id=${id} type=${field.type === 'date' ? 'date' : field.type === 'whole' ? 'number' : 'text'} min=${field.type === 'whole' ? '1' : nothing} inputmode=${field.type === 'number' ? 'decimal' : nothing} .value=${value}
        aria-invalid=${invalid} aria-describedby=${about} aria-required=${isRequired ? 'true' : nothing} list=${list ? `${id}-list` : nothing} autocomplete="off" @change=${set}>
      ${list ? html`<datalist id="${id}-list">${list.map((one) => html`<option value=${one}></option>`)}</datalist>` : nothing}`;
  return html`<div class=${field.type === 'long' ? 'field form-field field-wide' : 'field form-field'}>
    <label for=${id}>${label}</label>
    ${control}
    ${hint === undefined ? nothing : html`<p class="small" id="${id}-hint">${hint}</p>`}
    ${error ? html`<p class="form-error" id="${id}-error">${errorView(error, locale)}</p>` : nothing}
  </div>`;
}
