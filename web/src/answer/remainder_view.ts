import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer, TopicAnswer } from '../api/model';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';

/** Below this an uncovered remainder is the noise of two drawings, shown nowhere else either. */
const kLeastRemainder_m2 = 0.05;

/** What of the place no zone of a topic takes. */
export function remainderView(topic: TopicAnswer, answer: Answer, { locale }: AnswerContext): TemplateResult | typeof nothing {
  const uncovered_m2 = answer.balance[topic.topic]?.uncovered_m2 ?? 0;
  if (uncovered_m2 < kLeastRemainder_m2 || answer.place.kind === 'point') return nothing;
  // Ground outside every plan is unknown; ground inside a plan but outside its zones is not restricted by it.
  const key = topic.reason_code === 'partly_covered' ? 'answer.remainder_unknown' : 'answer.remainder';
  const unknown = topic.reason_code === 'partly_covered';
  return html`<p class=${unknown ? 'partly' : 'small'}>${unknown ? icon('unknown') : nothing} ${locale.t(key, { area: locale.area(uncovered_m2) })}</p>`;
}
