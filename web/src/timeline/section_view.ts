import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer } from '../api/model';
import type { ApiProblem } from '../api/problem';
import type { AnswerContext } from '../answer/context';
import { icon } from '../view/icons';
import type { TimelineActions } from './handle';
import { questionOf } from './question';
import type { TimelineState } from './state';

/** A refusal in one line, and another try where that may help. */
export function askedInVain(problem: ApiProblem, { locale, district }: AnswerContext, retry: () => void): TemplateResult {
  const words = locale.lookUp(`error.${problem.code}`, locale.t(problem.status >= 500 ? 'error.SERVER' : 'error.OTHER'), { date: locale.date(district.data_date) });
  return html`<p class="partly" data-code=${problem.code}>${icon('warning')} ${words}</p>
    ${problem.isTransient ? html`<p><button type="button" class="button button-quiet timeline-retry" @click=${retry}>${locale.t('action.retry')}</button></p>` : nothing}`;
}

function statusText({ timeline }: TimelineState, { locale }: AnswerContext): string {
  if (timeline?.status === 'asking') return locale.t('timeline.asking');
  if (timeline?.status !== 'told') return '';
  const { entries } = timeline.value;
  return entries.length === 0 ? locale.t('timeline.none') : locale.t('timeline.count', { count: entries.length });
}

function contentView(answer: Answer, context: AnswerContext, state: TimelineState, actions: TimelineActions): TemplateResult | typeof nothing {
  const { timeline } = state;
  switch (timeline?.status) {
    case 'told':
      return actions.body?.(timeline.value, state, answer, context, actions) ?? nothing;
    case 'failed':
      return askedInVain(timeline.problem, context, () => actions.retry());
    default:
      return nothing;
  }
}

/** What changed when at the place of the answer: fetched when the reader opens it, printed only then. */
export function timelineSection(answer: Answer, context: AnswerContext, state: TimelineState, actions: TimelineActions): TemplateResult {
  const { locale, url } = context;
  const hasAddress = questionOf(answer, url, locale.lang) !== null;
  return html`<section class="timeline" aria-labelledby="timeline-title">
    <h3 id="timeline-title">${locale.t('timeline.title')}</h3>
    <p class="small">${locale.t('timeline.hint')}</p>
    ${hasAddress
      ? html`<details id="timeline" ?open=${state.isOpen} @toggle=${(event: Event) => actions.toggle((event.target as HTMLDetailsElement).open)}>
          <summary>${locale.t('timeline.open')}</summary>
          <div class="timeline-body" aria-busy=${state.timeline?.status === 'asking' ? 'true' : 'false'}>
            <p class="timeline-status" role="status">${statusText(state, context)}</p>
            ${contentView(answer, context, state, actions)}
          </div>
        </details>`
      : html`<p class="note">${icon('info')}<span>${locale.t('answer.permalink_none')} ${locale.t('timeline.no_address')}</span></p>`}
  </section>`;
}
