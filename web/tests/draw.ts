import { render, type TemplateResult } from 'lit-html';

export function draw(view: TemplateResult): HTMLElement {
  const host = document.createElement('div');
  render(view, host);
  return host;
}

/** What an element says, in one line. */
export const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
