import { html, nothing, type TemplateResult } from 'lit-html';
import type { PlanDetail } from '../../api/model';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Session } from '../model';
import { mayWriteDrafts } from '../permissions';
import { matchesPlan } from '../plan_filter';
import { formatRoute } from '../route';
import type { DeskState } from '../state';

function rowView(plan: PlanDetail, canAmend: boolean, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const { id, title, status, decision } = plan;
  const link = (kind: 'status' | 'metadata'): TemplateResult => html`<a class="button button-quiet" data-amend=${kind}
    href=${formatRoute({ kind: 'amend', what: kind, id })}>${t(`amend.${kind}`)}<span class="visually-hidden">: ${title}</span></a>`;
  return html`<tr data-plan=${id}>
    <th scope="row"><span class="wrap-anywhere">${title}</span> <span class="small wrap-anywhere">${id}</span>
      <span class="small wrap-anywhere">${t('plan.decision_value', { number: decision.number, date: locale.date(decision.date) })}</span></th>
    <td data-label=${t('plan_key.status')}><span class="badge draft-badge plan-status">${locale.lookUp(`status.${status}`, status)}</span></td>
    ${canAmend ? html`<td><div class="actions">${link('status')}${link('metadata')}</div></td>` : nothing}
  </tr>`;
}

/** Plans of the current edition: what may be changed of one without its layers. */
export function plansView(state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { plans, planFilter } = state;
  const canAmend = mayWriteDrafts(session);
  const shown = (plans ?? []).filter((plan) => matchesPlan(plan, planFilter));
  const type = ({ target }: Event): void => desk.store.set({ planFilter: (target as HTMLInputElement).value });
  return html`<section>
    <h1 id="desk-title" tabindex="-1">${t('nav.plans')}</h1>
    <p>${t('plans.lead')}</p>
    ${plans === null ? html`<p class="small">${t('desk.loading')}</p>` : html`
      <div class="field form-field"><label for="plan-filter">${t('plans.filter')}</label>
        <input id="plan-filter" type="search" .value=${planFilter} autocomplete="off" spellcheck="false" @input=${type}></div>
      <p class="small" role="status">${t('plans.shown', { shown: locale.number(shown.length), all: locale.number(plans.length) })}</p>
      ${shown.length === 0 ? nothing : html`<table class="desk-table plans" aria-labelledby="desk-title">
        <thead><tr><th scope="col">${t('drafts.column_title')}</th><th scope="col">${t('plan_key.status')}</th>${canAmend ? html`<th scope="col">${t('plans.change')}</th>` : nothing}</tr></thead>
        <tbody>${shown.map((plan) => rowView(plan, canAmend, locale))}</tbody>
      </table>`}`}
  </section>`;
}
