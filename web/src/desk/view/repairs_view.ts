import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Check, Repair } from '../model';
import { groupRepairs, type RepairGroup } from '../repairs';
import type { DeskState } from '../state';

function repairView(repair: Repair, state: DeskState, canCheck: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { id, file, feature, applied } = repair;
  const where = [file, feature].filter((part) => part !== '').join(', ');
  return html`<li class="repair" data-repair=${id} data-applied=${applied ? 'true' : 'false'}>
    <button type="button" class="finding" aria-current=${state.repair === id ? 'true' : nothing} @click=${() => desk.drafts.showRepair(repair)}>
      <span class="finding-where wrap-anywhere"><b>${where}</b> ${applied ? html`<span class="badge badge-clear">${t('repair.applied')}</span>` : nothing}</span>
      <span>${t('repair.area', { area: locale.area(repair.area_m2) })}</span>
    </button>
    ${canCheck ? html`<label class="accept"><input type="checkbox" .checked=${state.repairs.has(id)} @change=${() => desk.drafts.toggleRepair(id)}>
      <span>${t('repair.take')}<span class="visually-hidden">: ${where}</span></span></label>` : nothing}
  </li>`;
}

function groupView(group: RepairGroup, state: DeskState, canCheck: boolean, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const { code, repairs } = group;
  const count = repairs.filter(({ id }) => state.repairs.has(id)).length;
  return html`<details class="group repair-group" data-code=${code}>
    <summary class="group-head"><span class="group-name">${locale.lookUp(`code.${code}`, code)} <span class="small code">${code}</span></span>
      <span class="small">${t('repair.chosen', { count: locale.number(count), of: locale.number(repairs.length) })}</span></summary>
    ${canCheck ? html`<p class="actions repair-all"><button type="button" class="button button-quiet" @click=${() => desk.drafts.toggleRepairs(group)}>
      ${t(count === repairs.length ? 'repair.take_none' : 'repair.take_all', { code })}</button></p>` : nothing}
    <ul class="plain findings">${repairs.map((repair) => repairView(repair, state, canCheck, locale, desk))}</ul>
  </details>`;
}

/** What could mend the findings: looked at on the map, taken one by one or by code, made by the next check. */
export function repairsView(check: Check, state: DeskState, canCheck: boolean, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  const groups = groupRepairs(check);
  if (groups.length === 0) return nothing;
  const line = (dashed: boolean): TemplateResult => svg`<path class=${dashed ? 'repair-line repair-line-before' : 'repair-line repair-line-after'} d="M0 6h32" />`;
  const legend = (dashed: boolean, text: string): TemplateResult => html`<span class="repair-legend"><svg viewBox="0 0 32 12" aria-hidden="true" focusable="false">${line(dashed)}</svg>${text}</span>`;
  return html`<section class="repairs" aria-labelledby="repairs-title">
    <h3 id="repairs-title" tabindex="-1">${t('repair.title')}</h3>
    <p>${t('repair.lead')}</p>
    <p class="small">${legend(true, t('repair.before'))} ${legend(false, t('repair.after'))}</p>
    ${groups.map((group) => groupView(group, state, canCheck, locale, desk))}
  </section>`;
}
