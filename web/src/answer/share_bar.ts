import { svg, html, nothing, type TemplateResult } from 'lit-html';
import type { Balance, Restriction } from '../api/model';
import { landUseParts } from '../format/land_use';
import type { AnswerContext } from './context';

/** Narrower pieces hold no readable code. */
const kLabelShare_percent = 12;
const kTolerance_percent = 0.05;

/** How the place is divided among zones. The same numbers stand in words below, so the bar is hidden from screen readers. */
export function shareBar(restrictions: readonly Restriction[], balance: Balance | undefined, context: AnswerContext): TemplateResult | typeof nothing {
  const shares = restrictions.filter((restriction) => typeof restriction.share_percent === 'number' && restriction.share_percent > 0);
  const total = shares.reduce((sum, restriction) => sum + (restriction.share_percent ?? 0), 0);
  // Overlapping plans add up to more than the place: a bar of parts would lie.
  if (shares.length === 0 || total > 100 + kTolerance_percent || (balance && balance.overlapped_m2 > 0.05)) return nothing;
  let x = 0;
  const pieces = shares.map((restriction) => {
    const width = restriction.share_percent ?? 0;
    const fill = landUseParts(restriction.zone.land_use, context.district)[0]?.entry?.fill ?? '#b9c4c0';
    const label = width >= kLabelShare_percent ? svg`<text class="bar-label" x="${x + width / 2}%" y="17">${restriction.zone.land_use || restriction.zone.code}</text>` : nothing;
    const piece = svg`<rect class="bar-piece" x="${x}%" width="${width}%" y="1" height="22" fill=${fill} />${label}`;
    x += width;
    return piece;
  });
  const rest = x < 100 - kTolerance_percent ? svg`<rect class="bar-rest" x="${x}%" width="${100 - x}%" y="1" height="22" />` : nothing;
  return html`<svg class="share-bar" width="100%" height="24" aria-hidden="true" focusable="false">${pieces}${rest}</svg>`;
}
