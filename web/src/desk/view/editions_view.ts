import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Edition, Session } from '../model';
import { mayRestore } from '../permissions';
import type { DeskState } from '../state';
import { reasonForm } from './reason_form';

function restoreView(edition: Edition, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  if (state.pendingRestore === edition.id) {
    return reasonForm({
      id: 'restore',
      question: `${t('editions.restore')}: ${edition.id}`,
      isReasonNeeded: true,
      action: t('editions.restore'),
      isBusy: state.busy === 'restore',
      error: state.formError,
      submit: (reason) => void desk.drafts.restore(edition.id, reason),
      dismiss: () => desk.drafts.askRestore(null),
    }, locale);
  }
  return html`<button type="button" class="button button-quiet restore" aria-label="${t('editions.restore')}: ${edition.id}"
    @click=${() => desk.drafts.askRestore(edition.id)}>${t('editions.restore')}</button>`;
}

function editionView(edition: Edition, isCurrent: boolean, state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t, number } = locale;
  const { counts, accepted } = edition;
  const when = locale.dateTime(edition.created_at);
  return html`<li class="edition" data-edition=${edition.id} aria-current=${isCurrent ? 'true' : nothing}>
    <h2 class="code wrap-anywhere">${edition.id} ${isCurrent ? html`<span class="badge badge-clear">${t('editions.current')}</span>` : nothing}</h2>
    <p>${edition.created_by ? t('editions.by', { who: edition.created_by, when }) : when}</p>
    ${edition.reason ? html`<p class="wrap-anywhere">${edition.reason}</p>` : nothing}
    ${counts ? html`<p class="small">${t('editions.counts', { parcels: number(counts.parcels ?? 0), plans: number(counts.plans ?? 0) })}</p>` : nothing}
    ${accepted?.length ? html`<p class="small">${t('editions.accepted', { codes: accepted.join(', ') })}</p>` : nothing}
    ${mayRestore(session) && !isCurrent ? restoreView(edition, state, locale, desk) : nothing}
  </li>`;
}

export function editionsView(state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { editions } = state;
  const newest = [...(editions?.editions ?? [])].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  return html`<section>
    <h1 id="desk-title" tabindex="-1">${locale.t('nav.editions')}</h1>
    <p>${locale.t('editions.lead')}</p>
    ${editions
      ? html`<ol class="plain editions">${newest.map((edition) =>
          editionView(edition, edition.id === editions.current, state, session, locale, desk))}</ol>`
      : html`<p class="small">${locale.t('desk.loading')}</p>`}
  </section>`;
}
