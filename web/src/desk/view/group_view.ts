import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { Desk } from '../controller';
import { messageOf, placeOf, type FindingGroup } from '../findings';
import type { DeskLocale } from '../i18n/locale';
import type { Check, Finding, FindingKind } from '../model';
import type { DeskState } from '../state';
import { severityMark } from './severity_mark';

function placeText(finding: Finding, { t, number }: DeskLocale): string {
  const { east_m, north_m } = finding;
  if (typeof east_m !== 'number' || typeof north_m !== 'number') return t('finding.no_place');
  return t('finding.place', { east: number(east_m, 1), north: number(north_m, 1) });
}

function findingView(finding: Finding, index: number, isChosen: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const parts = [finding.file, finding.feature].filter((part) => part !== '' && part !== '.');
  const where = parts.length === 0 ? locale.t('finding.whole_plan') : parts.join(', ');
  return html`<li><button type="button" class="finding" id="finding-${index}" aria-current=${isChosen ? 'true' : nothing}
      @click=${() => desk.drafts.showFinding(index)}>
    <span class="finding-where wrap-anywhere">${placeOf(finding) ? icon('pin') : nothing}<b>${where}</b></span>
    <span class="finding-message wrap-anywhere">${messageOf(finding, locale.lang)}</span>
    <span class="small">${placeText(finding, locale)}</span>
  </button></li>`;
}

/** Why it matters, how to mend it, and what stands behind that. */
function kindView(kind: FindingKind, { t, name }: DeskLocale): TemplateResult {
  return html`<dl class="finding-kind">
    <dt>${t('kind.why')}</dt><dd>${name(kind.why)}</dd>
    <dt>${t('kind.mend')}</dt><dd>${name(kind.mend)}</dd>
    ${kind.source ? html`<dt>${t('kind.source')}</dt><dd>${kind.source}</dd>` : nothing}
  </dl>`;
}

function acceptView(group: FindingGroup, state: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult {
  return html`<label class="accept"><input type="checkbox" data-code=${group.code} .checked=${state.accept.has(group.code)}
    @change=${() => desk.drafts.toggleAccept(group.code)}><span>${t('finding.accept', { code: group.code })}</span></label>`;
}

export function groupView(group: FindingGroup, check: Check, state: DeskState, canCheck: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { code, severity, count, indices, isRefusing, isAccepted } = group;
  const kind = check.kinds?.find((other) => other.code === code);
  const isOpen = state.openCodes.has(code) || state.isPrinting;
  const mark = isRefusing ? t('finding.refusing') : isAccepted ? t('finding.accepted') : '';
  return html`<li class="group" data-code=${code} data-severity=${severity}>
    <h3><button type="button" class="group-head" aria-expanded=${isOpen ? 'true' : 'false'} aria-controls="group-${code}" @click=${() => desk.drafts.toggleCode(code)}>
      <span class="badge severity severity-${severity}">${severityMark(severity)}${t(`severity.${severity}`)}</span>
      <span class="group-name">${locale.lookUp(`code.${code}`, code)} <span class="small code">${code}</span></span>
      ${mark === '' ? nothing : html`<span class="small group-mark">${mark}</span>`}
      <span class="group-count">${locale.number(count)}</span>
    </button></h3>
    ${group.canAccept && canCheck ? acceptView(group, state, locale, desk) : nothing}
    <div id="group-${code}" ?hidden=${!isOpen}>${isOpen
      ? html`${kind ? kindView(kind, locale) : nothing}<ul class="plain findings">${indices.map((index) => {
            const finding = check.findings[index];
            return finding ? findingView(finding, index, index === state.finding, locale, desk) : nothing;
          })}</ul>
          ${indices.length < count ? html`<p class="small">${t('finding.listed', { listed: locale.number(indices.length), count: locale.number(count) })}</p>` : nothing}`
      : nothing}</div>
  </li>`;
}
