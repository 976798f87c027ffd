import { html, nothing, type TemplateResult } from 'lit-html';
import { fileOf, type AddedDocument, type AmendState } from '../amend/form';
import { kMetadataFields, kOptional, type MetadataField } from '../amend/metadata_order';
import { kActions, kDecisionFields } from '../amend/status_order';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import { formatRoute } from '../route';
import type { DeskState } from '../state';
import { formField } from './form_field';

const kKinds = ['decision', 'regulation', 'drawing', 'other'] as const;

function typeOf(field: string): 'text' | 'long' | 'date' | 'number' {
  if (field === 'title' || field === 'title_en' || field.endsWith('.authority')) return 'long';
  if (field === 'from' || field.endsWith('.date') || field.startsWith('in_force.')) return 'date';
  return field === 'scale' || field === 'accuracy_m' ? 'number' : 'text';
}

/** Dots of a key are no part of an id that a label and a style can name. */
export function fieldId(field: string): string {
  return `amend-${field.replace('.', '-')}`;
}

function fieldOf(field: string, amend: AmendState, isRequired: boolean, locale: DeskLocale, desk: Desk, hint?: string): TemplateResult {
  return formField({
    id: fieldId(field),
    label: locale.lookUp(`amend_field.${field}`, field),
    value: amend.values[field] ?? '',
    type: typeOf(field),
    isRequired,
    error: amend.errors.get(field),
    set: (value) => desk.amends.setValue(field, value),
    ...(hint === undefined ? {} : { hint }),
    ...(field === 'action' ? { choices: kActions.map((action) => [action, locale.t(`amend_action.${action}`)] as const) } : {}),
  }, locale);
}

function statusView(amend: AmendState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const isSilent = amend.values['action'] === 'expire';
  return html`<fieldset class="form-fields"><legend>${t('amend.what')}</legend>
      ${fieldOf('action', amend, true, locale, desk)}${fieldOf('from', amend, true, locale, desk, t('amend.from_hint'))}</fieldset>
    <fieldset class="form-fields"><legend>${t(isSilent ? 'amend.decision_optional' : 'amend.decision')}</legend>
      ${kDecisionFields.map((field) => fieldOf(field, amend, !isSilent, locale, desk))}</fieldset>`;
}

function metadataView(amend: AmendState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const group = (legend: string, has: (field: MetadataField) => boolean): TemplateResult => html`<fieldset class="form-fields"><legend>${legend}</legend>
    ${kMetadataFields.filter(has).map((field) => fieldOf(field, amend, !kOptional.has(field), locale, desk, kOptional.has(field) ? t('amend.optional_hint') : undefined))}</fieldset>`;
  return html`<p>${t('amend.metadata_lead')}</p>
    ${group(t('proposal.plan'), (field) => !field.includes('.'))}
    ${group(t('amend.decision_written'), (field) => field.startsWith('decision.'))}
    ${group(t('amend.in_force'), (field) => field.startsWith('in_force.'))}`;
}

/** Documents the plan has; a correction may take some away. */
function keptView({ plan, kind, dropped }: AmendState, { t, lookUp }: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  if (kind !== 'metadata' || plan.documents.length === 0) return nothing;
  return html`<ul class="plain kept-documents">${plan.documents.map(({ kind: of, title, href }) => {
    if (href === null) return html`<li><span class="wrap-anywhere">${title}</span> <span class="small">${lookUp(`document.${of}`, of)}, ${t('amend.document_missing')}</span></li>`;
    const file = fileOf(href);
    return html`<li class=${dropped.has(file) ? 'is-dropped' : ''}>
      <a class="wrap-anywhere" href=${href} target="_blank" rel="noopener">${title}</a> <span class="small">${lookUp(`document.${of}`, of)}</span>
      <label class="accept"><input type="checkbox" data-file=${file} .checked=${dropped.has(file)} @change=${() => desk.amends.toggleDropped(file)}>
        <span>${t('amend.drop')}<span class="visually-hidden">: ${title}</span></span></label></li>`;
  })}</ul>`;
}

function addedView(document: AddedDocument, index: number, amend: AmendState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { file, kind, title } = document;
  const change = ({ target }: Event): void => desk.amends.setDocument(index, { kind: (target as HTMLSelectElement).value as AddedDocument['kind'] });
  return html`<li class="added-document"><p class="wrap-anywhere"><b>${file.name}</b> <span class="small">${locale.bytes(file.size)}</span></p>
    <div class="form-fields">
      <div class="field form-field"><label for="document-${index}-kind">${t('amend.document_kind')}</label>
        <select id="document-${index}-kind" @change=${change}>${kKinds.map((other) => html`<option value=${other} ?selected=${other === kind}>${t(`document.${other}`)}</option>`)}</select></div>
      ${formField({ id: `document-${index}-title`, label: t('amend.document_title'), type: 'long', value: title, isRequired: true, error: amend.errors.get(`document.${index}`),
        set: (value) => desk.amends.setDocument(index, { title: value }) }, locale)}</div>
    <button type="button" class="text-button" @click=${() => desk.amends.removeDocument(index)}>${t('amend.document_remove')}<span class="visually-hidden">: ${file.name}</span></button></li>`;
}

function documentsView(amend: AmendState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const add = ({ target }: Event): void => desk.amends.addDocuments(target as HTMLInputElement);
  return html`<fieldset class="documents"><legend>${t('amend.documents')}</legend>
    ${keptView(amend, locale, desk)}
    ${amend.added.length > 0 ? html`<ol class="plain">${amend.added.map((document, index) => addedView(document, index, amend, locale, desk))}</ol>` : nothing}
    <div class="actions"><button type="button" class="button button-quiet" id="amend-documents" @click=${() => document.getElementById('amend-files')?.click()}>${t('amend.add')}</button></div>
    <input type="file" id="amend-files" aria-label=${t('amend.add')} accept="application/pdf,.pdf" multiple hidden @change=${add}></fieldset>`;
}

function factsView({ plan }: AmendState, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const { in_force_from: from, in_force_to: to } = plan;
  const since = from && to ? t('plan.from_to', { from: locale.date(from), to: locale.date(to) }) : from ? t('plan.from', { from: locale.date(from) }) : '';
  return html`<dl class="facts">
    <dt>${t('draft.plan')}</dt><dd class="wrap-anywhere">${plan.id}</dd>
    <dt>${t('plan_key.status')}</dt><dd>${locale.lookUp(`status.${plan.status}`, plan.status)} ${since}</dd>
    <dt>${t('plan.decision')}</dt><dd class="wrap-anywhere">${t('plan.decision_value', { number: plan.decision.number, date: locale.date(plan.decision.date) })}</dd>
  </dl>`;
}

/** A later decision on a published plan, or a correction of what is written of it: becomes a draft like any other. */
export function amendView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { amend } = state;
  const back = html`<p class="back"><a href=${formatRoute({ kind: 'plans' })}>← ${t('nav.plans')}</a></p>`;
  if (!amend) return html`${back}${state.problem ? nothing : html`<p class="small">${t('desk.loading')}</p>`}`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void desk.amends.makeDraft();
  };
  const whole = amend.errors.get('form');
  const faults = whole && 'key' in whole ? t(whole.key) : amend.errors.size === 0 ? '' : t('amend.faults', { count: amend.errors.size });
  return html`${back}<section>
    <h1 id="desk-title" tabindex="-1">${t(`amend.${amend.kind}`)}</h1>
    <p class="amend-plan wrap-anywhere"><b>${amend.plan.title}</b></p>
    ${factsView(amend, locale)}
    <form class="proposal amend" id="amend" novalidate @submit=${submit}>
      ${amend.kind === 'status' ? statusView(amend, locale, desk) : metadataView(amend, locale, desk)}
      ${documentsView(amend, locale, desk)}
      <p class="form-error" id="amend-faults" role="alert">${faults}</p>
      <div class="actions">
        <button class="button" id="amend-make" ?disabled=${state.busy !== null}>${t(state.busy === 'step' ? 'upload.reading_plan' : 'proposal.make')}</button>
        <a class="button button-quiet" href=${formatRoute({ kind: 'plans' })}>${t('step.dismiss')}</a>
      </div>
    </form>
  </section>`;
}
