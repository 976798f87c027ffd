import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Draft, Session } from '../model';
import { mayCheck } from '../permissions';
import { formatRoute } from '../route';
import type { DeskState } from '../state';
import { checkView } from './check_view';
import { comparisonView } from './comparison_view';
import { impactView } from './impact_view';
import { stateBadge } from './list_view';
import { stepsView } from './steps_view';

function factsView(draft: Draft, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const fact = (label: string, value: string | null | undefined): TemplateResult | typeof nothing =>
    value ? html`<dt>${label}</dt><dd class="wrap-anywhere">${value}</dd>` : nothing;
  return html`<dl class="facts">
    ${fact(t('draft.kind'), t(`draft_kind.${draft.kind}`))}
    ${fact(t(draft.kind === 'parcels' ? 'draft.commune' : 'draft.plan'), draft.plan)}
    ${fact(t('draft.author'), draft.author)}
    ${fact(t('draft.approver'), draft.approver)}
    ${fact(t('draft.created'), locale.dateTime(draft.created_at))}
    ${fact(t('draft.changed'), locale.dateTime(draft.changed_at))}
    ${fact(t('draft.edition'), draft.edition)}
    ${fact(t('draft.reason'), draft.reason)}
  </dl>`;
}

export function draftView(state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { draft } = state;
  const back = html`<p class="back"><a href=${formatRoute({ kind: 'drafts' })}>← ${locale.t('draft.back')}</a></p>`;
  if (!draft) return html`${back}${state.problem ? nothing : html`<p class="small">${locale.t('desk.loading')}</p>`}`;
  return html`${back}<article class="draft" data-state=${draft.state}>
    <header class="draft-head">
      <h1 id="desk-title" tabindex="-1">${draft.title}</h1>
      <p>${stateBadge(draft.state, locale)}</p>
      ${factsView(draft, locale)}
    </header>
    ${checkView(state, draft, mayCheck(session, draft), locale, desk)}
    ${impactView(state, draft, locale, desk)}
    ${comparisonView(state, locale, desk)}
    ${stepsView(state, draft, session, locale, desk)}
  </article>`;
}
