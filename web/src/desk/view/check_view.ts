import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import { findingsPath } from '../api';
import type { Desk } from '../controller';
import { groupFindings, positionOf, type FindingGroup } from '../findings';
import type { DeskLocale } from '../i18n/locale';
import { walkKey } from '../keys';
import type { Check, Draft } from '../model';
import type { DeskState } from '../state';
import { downloadsView } from './downloads_view';
import { groupView } from './group_view';
import { profileRepairsView } from './profiles_view';
import { progressView } from './progress_view';
import { repairsView } from './repairs_view';

/** Codes of the check that would be accepted by the next one. */
function acceptable(state: DeskState, groups: readonly FindingGroup[]): number {
  return groups.filter(({ code }) => state.accept.has(code)).length;
}

function buttonText(state: DeskState, groups: readonly FindingGroup[], { t }: DeskLocale): string {
  if (!state.draft?.check) return t('check.start');
  const count = acceptable(state, groups);
  const repairs = state.repairs.size;
  if (repairs > 0) return t('check.repairing', { count, repairs });
  return count === 0 ? t('check.again') : t('check.accepting', { count });
}

function verdictView({ refusing }: Check, { t }: DeskLocale): TemplateResult {
  const isPassed = refusing.length === 0;
  return html`<p class=${isPassed ? 'verdict verdict-passed' : 'verdict verdict-refused'} id="verdict" data-passed=${isPassed ? 'true' : 'false'}>
    ${icon(isPassed ? 'clear' : 'warning')}<b>${isPassed ? t('check.passed') : t('check.refused', { count: refusing.length })}</b></p>`;
}

function walkView(state: DeskState, groups: readonly FindingGroup[], { t }: DeskLocale, desk: Desk): TemplateResult {
  const at = state.finding === null ? '' : t('finding.position', positionOf(groups, state.finding));
  return html`<div class="walk">
    <button type="button" class="button button-quiet" id="finding-previous" aria-keyshortcuts="p" @click=${() => desk.drafts.walk(-1)}>← ${t('finding.previous')} <kbd aria-hidden="true">P</kbd></button>
    <button type="button" class="button button-quiet" id="finding-next" aria-keyshortcuts="n" @click=${() => desk.drafts.walk(1)}>${t('finding.next')} → <kbd aria-hidden="true">N</kbd></button>
    <span id="finding-position">${at}</span>
  </div>
  <p class="small walk-hint">${t('finding.keys')}</p>`;
}

export function checkView(state: DeskState, draft: Draft, canCheck: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { check } = draft;
  const groups = check ? groupFindings(check) : [];
  const keys = (event: KeyboardEvent): void => {
    const step = walkKey(event);
    if (step) desk.drafts.walk(step);
  };
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  // Focusable, so that a click beside a finding leaves the keys with the list.
  return html`<section class="check" tabindex="-1" aria-labelledby="check-title" @keydown=${keys}>
    <h2 id="check-title" tabindex="-1">${t('check.title')}</h2>
    ${check
      ? html`${verdictView(check, locale)}
        <p class="small">${t('check.total', { count: locale.number(total) })} ${t('check.against', { edition: check.edition, duration: locale.duration(check.seconds) })}</p>`
      : html`<p>${t('check.none')}</p>`}
    ${progressView(state, locale, desk)}
    ${canCheck ? profileRepairsView(state, locale, desk) : nothing}
    <div class="actions">
      ${canCheck && state.busy !== 'check'
        ? html`<button type="button" class="button" id="check" ?disabled=${state.busy !== null} @click=${() => void desk.drafts.check()}>${buttonText(state, groups, locale)}</button>`
        : nothing}
      ${check ? html`<button type="button" class="button button-quiet" id="print-report" @click=${() => window.print()}>${icon('print')}${t('check.print')}</button>` : nothing}
    </div>
    ${check && groups.length > 0 ? downloadsView(['html', 'csv', 'xlsx', 'gpkg'], 'findings', (format) => findingsPath(draft.id, format, state.lang), locale) : nothing}
    ${check && groups.length === 0 ? html`<p>${t('check.clean')}</p>` : nothing}
    ${groups.length > 0 ? walkView(state, groups, locale, desk) : nothing}
    <ul class="plain groups">${check ? groups.map((group) => groupView(group, check, state, canCheck, locale, desk)) : nothing}</ul>
    ${check ? repairsView(check, state, canCheck, locale, desk) : nothing}
  </section>`;
}
