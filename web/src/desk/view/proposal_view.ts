import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import { kPlanKeys, missingKeys, planPlace, type PlanKey } from '../proposal/layer';
import { readToml } from '../proposal/toml_edit';
import type { DeskState, ProposalState } from '../state';
import { said } from '../words';
import { formField } from './form_field';
import { layerProposalView } from './layer_proposal_view';
import { reproposeView, saveProfileView } from './profiles_view';

const kStatuses = ['in_force', 'consultation', 'approved_not_yet_in_force', 'suspended', 'replaced', 'expired', 'repealed'] as const;

function planField(key: PlanKey, toml: string, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const choices = key === 'topic'
    ? (state.district?.topics ?? []).map(({ id, name }) => [id, locale.name(name)] as const)
    : key === 'status' ? kStatuses.map((status) => [status, locale.lookUp(`status.${status}`, status)] as const) : null;
  return formField({
    id: `plan-${key}`,
    label: locale.t(`plan_key.${key}`),
    value: readToml(toml, planPlace(key), key) ?? '',
    type: key === 'date' || key === 'from' ? 'date' : key === 'scale' ? 'whole' : key === 'title' ? 'long' : 'text',
    isRequired: key !== 'from' || readToml(toml, planPlace('status'), 'status') !== 'consultation',
    error: state.formError !== null && missingKeys(toml).includes(key) ? { key: 'amend.needed' } : undefined,
    set: (value) => desk.proposals.setPlanKey(key, value.trim()),
    ...(choices ? { choices } : {}),
  }, locale);
}

function leftOutView({ proposal }: ProposalState, { t, lang }: DeskLocale): TemplateResult | typeof nothing {
  if (proposal.left_out.length === 0) return nothing;
  return html`<details><summary>${t('proposal.left_out', { count: proposal.left_out.length })}</summary>
    <ul>${proposal.left_out.map(({ file, code, message, message_vi }) => html`<li class="wrap-anywhere"><b>${file}</b>: ${said(lang, message, message_vi)} ${code ? html`<span class="small code">${code}</span>` : nothing}</li>`)}</ul></details>`;
}

/** A plan.toml in the making: questions only a planner can answer, what the files say of themselves, and the text it comes to. */
export function proposalView(of: ProposalState, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { proposal, toml, kind } = of;
  const commune = state.district?.communes.find(({ code }) => code === readToml(toml, { table: '' }, 'commune'));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void desk.uploads.makeDraft();
  };
  const type = ({ target }: Event): void => desk.proposals.edit(() => (target as HTMLTextAreaElement).value);
  return html`<form class="proposal" id="proposal" novalidate @submit=${submit}>
    <h2 id="proposal-title" tabindex="-1">${t(kind === 'parcels' ? 'proposal.parcels_title' : 'proposal.title')}</h2>
    <p>${t(kind === 'parcels' ? 'proposal.parcels_lead' : 'proposal.lead')}</p>
    ${kind === 'parcels'
      ? commune ? html`<p><b>${commune.name}</b> <span class="code">${commune.code}</span></p>` : nothing
      : html`<fieldset class="proposal-plan"><legend>${t('proposal.plan')}</legend>${kPlanKeys.map((key) => planField(key, toml, state, locale, desk))}</fieldset>`}
    ${reproposeView(state, locale, desk)}
    ${proposal.layers.map((layer, index) => layerProposalView(layer, index, of, state, locale, desk))}
    ${kind === 'plan' && proposal.documents.length > 0 ? html`<p>${icon('document')} ${t('proposal.documents', { files: proposal.documents.join(', ') })}</p>` : nothing}
    ${leftOutView(of, locale)}
    <details class="proposal-text"><summary>${t('proposal.text', { file: `${kind}.toml` })}</summary>
      <label class="field"><span class="visually-hidden">${kind}.toml</span>
        <textarea id="proposal-toml" rows="24" spellcheck="false" .value=${toml} @change=${type}></textarea></label></details>
    ${saveProfileView(state, locale, desk)}
    <p class="form-error" role="alert">${state.formError ? t(state.formError) : ''}</p>
    <div class="actions">
      <button class="button" id="proposal-make" ?disabled=${state.busy !== null}>${t(state.busy === 'step' ? 'upload.reading_plan' : 'proposal.make')}</button>
      <button type="button" class="button button-quiet" id="proposal-drop" @click=${() => void desk.proposals.drop()}>${t('upload.cancel')}</button>
    </div>
  </form>`;
}
