/** `n` and `p` walk through the findings, in the list and on the map; anywhere else they are letters. */
export function walkKey(event: KeyboardEvent): 1 | -1 | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { target } = event;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return null;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') return null;
  const key = event.key.toLowerCase();
  return key === 'n' ? 1 : key === 'p' ? -1 : null;
}

export const kDividerMiddle = 50;
const kDividerStep = 2;
const kDividerLeap = 10;

/** Percent of the map's width from its left edge. */
export function withinDivider(percent: number): number {
  return Math.min(Math.max(percent, 0), 100);
}

/** Where a key takes the divider between two maps, as a slider's keys do; `null` for any other key. */
export function dividerKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, percent: number): number | null {
  if (ctrlKey || metaKey || altKey) return null;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -kDividerStep, ArrowDown: -kDividerStep, ArrowRight: kDividerStep, ArrowUp: kDividerStep, PageDown: -kDividerLeap, PageUp: kDividerLeap,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return 100;
  const move = moves[key];
  return move === undefined ? null : withinDivider(percent + move);
}
