/** `n` and `p` walk through the findings, in the list and on the map; anywhere else they are letters. */
export function walkKey(event: KeyboardEvent): 1 | -1 | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { target } = event;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return null;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') return null;
  const key = event.key.toLowerCase();
  return key === 'n' ? 1 : key === 'p' ? -1 : null;
}
