import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer } from '../api/model';
import { ownAddress } from '../url/state';
import type { AnswerContext } from './context';
import { groupByPlan, topicsIn } from './group';
import { headView } from './head_view';
import { readingAid } from './reading_aid';
import { changeView, clearTopic, concernedTopic, unknownTopic } from './topic_view';
import { uncertainTopic } from './uncertain_view';

/** `sha256:0123456789ab…` as people compare it: twelve digits in threes. */
export function shortDigest(digest: string): string {
  const hex = digest.replace(/^sha256:/, '').slice(0, 12);
  return hex.replace(/(.{4})(?=.)/g, '$1 ');
}

function colophon(answer: Answer, context: AnswerContext): TemplateResult {
  const { locale, district } = context;
  const permalink = ownAddress(answer.permalink);
  return html`<footer class="colophon">
    <p>${locale.t('answer.rounding')}</p>
    ${answer.notes
      .filter((note) => note.kind !== 'disclaimer' && note.kind !== 'office')
      .map((note) => html`<p>${note.text}</p>`)}
    <p class="disclaimer">${locale.name(district.disclaimer)}</p>
    <dl class="facts">
      <dt>${locale.t('answer.office')}</dt><dd>${locale.name(district.office)}</dd>
      <dt>${locale.t('answer.edition')}</dt><dd class="wrap-anywhere">${answer.edition}</dd>
      <dt>${locale.t('answer.computed_at')}</dt><dd>${locale.dateTime(answer.computed_at)}</dd>
      <dt>${locale.t('answer.datum')}</dt><dd>${district.crs} · ${answer.datum_operation}</dd>
      <dt>${locale.t('answer.digest')}</dt><dd><span class="digest" title=${answer.digest}>${shortDigest(answer.digest)}</span><br><span class="small">${locale.t('answer.digest_means')}</span></dd>
      <dt>${locale.t('answer.permalink')}</dt><dd>${permalink ? html`<a class="permalink wrap-anywhere" href=${permalink}>${globalThis.location?.origin ?? ''}${permalink}</a>` : locale.t('answer.permalink_none')}</dd>
      <dt class="print-only">${locale.t('answer.address')}</dt><dd class="print-only wrap-anywhere">${globalThis.location?.href ?? ''}</dd>
    </dl>
  </footer>`;
}

/** The whole answer, complete without a map. \param history  what changed when, under it */
export function answerView(answer: Answer, context: AnswerContext, history: TemplateResult | typeof nothing = nothing): TemplateResult {
  const { locale, district } = context;
  const concerned = topicsIn(answer, 'concerned');
  const uncertain = topicsIn(answer, 'boundary_uncertain');
  const unknown = topicsIn(answer, 'no_data');
  const clear = topicsIn(answer, 'not_concerned');
  return html`<article class="answer" aria-labelledby="answer-title">
    ${district.demo ? html`<p class="print-only demo-line">${locale.t('demo.long')}</p>` : nothing}
    ${headView(answer, context)}
    ${concerned.length > 0
      ? html`<section class="topics"><h3>${locale.t('group.concerned')}</h3>${concerned.map((topic) => concernedTopic(topic, answer, context))}</section>`
      : nothing}
    ${uncertain.length > 0
      ? html`<section class="topics"><h3>${locale.t('group.boundary_uncertain')}</h3><p class="small">${locale.t('group.boundary_uncertain_hint')}</p>${uncertain.map((topic) => uncertainTopic(topic, answer, context))}</section>`
      : nothing}
    ${answer.changes.length > 0
      ? html`<section class="topics changes"><h3>${locale.t('group.changes')}</h3><p class="small">${locale.t('group.changes_hint')}</p><ul class="plain">${groupByPlan(answer.changes).map((group) => changeView(group, answer, context))}</ul></section>`
      : nothing}
    ${unknown.length > 0
      ? html`<section class="topics"><h3>${locale.t('group.no_data')}</h3><p class="small">${locale.t('group.no_data_hint')}</p><ul class="plain">${unknown.map((topic) => unknownTopic(topic, context))}</ul></section>`
      : nothing}
    ${clear.length > 0
      ? html`<section class="topics"><h3>${locale.t('group.not_concerned')}</h3><p class="small">${locale.t('group.not_concerned_hint')}</p><ul class="plain topic-clear-list">${clear.map((topic) => clearTopic(topic, context))}</ul></section>`
      : nothing}
    ${history}
    ${readingAid(answer, context)}
    ${colophon(answer, context)}
  </article>`;
}
