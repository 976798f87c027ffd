import { html, nothing, type TemplateResult } from 'lit-html';
import type { DeskLocale } from '../i18n/locale';
import type { Draft, DraftState } from '../model';
import { formatRoute } from '../route';
import type { DeskState } from '../state';

export function stateBadge(state: DraftState, locale: DeskLocale): TemplateResult {
  return html`<span class="badge draft-badge" data-state=${state}>${locale.t(`draft_state.${state}`)}</span>`;
}

function rowView(draft: Draft, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  return html`<tr>
    <th scope="row"><a href=${formatRoute({ kind: 'draft', id: draft.id })}>${draft.title}</a> <span class="small wrap-anywhere">${draft.plan}</span>
      ${draft.kind === 'plan' ? nothing : html`<span class="small">${t(`draft_kind.${draft.kind}`)}</span>`}</th>
    <td data-label=${t('drafts.column_state')}>${stateBadge(draft.state, locale)}</td>
    <td data-label=${t('drafts.column_author')}>${draft.author}</td>
    <td data-label=${t('drafts.column_changed')}>${locale.dateTime(draft.changed_at)}</td>
  </tr>`;
}

export function listView({ drafts }: DeskState, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const columns = ['title', 'state', 'author', 'changed'] as const;
  const newest = [...(drafts ?? [])].sort((a, b) => (a.changed_at < b.changed_at ? 1 : -1));
  return html`<section>
    <h1 id="desk-title" tabindex="-1">${t('nav.drafts')}</h1>
    ${drafts === null
      ? html`<p class="small">${t('desk.loading')}</p>`
      : drafts.length === 0
        ? html`<p>${t('drafts.empty')}</p>`
        : html`<table class="desk-table drafts" aria-labelledby="desk-title">
            <thead><tr>${columns.map((column) => html`<th scope="col">${t(`drafts.column_${column}`)}</th>`)}</tr></thead>
            <tbody>${newest.map((draft) => rowView(draft, locale))}</tbody>
          </table>`}
  </section>`;
}
