import { html, type TemplateResult } from 'lit-html';

const kPaths = {
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 21 21',
  concerned: 'M4 7l8-4 8 4v10l-8 4-8-4zM12 11v10M4 7l8 4 8-4',
  clear: 'M4 12.5l5 5L20 6.5',
  boundary: 'M3 5h8v14H3zM16 2.500v4M16 10v4M16 17.500v4M20 6v4M20 14v4',
  unknown: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9v.5M12 17.6v.1M12 2.8a9.2 9.2 0 1 1 0 18.4 9.2 9.2 0 0 1 0-18.4z',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1',
  info: 'M12 2.8a9.2 9.2 0 1 1 0 18.4 9.2 9.2 0 0 1 0-18.4zM12 11v6M12 7.2v.1',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.300 1.300M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.300-1.300',
  print: 'M7 9V3h10v6M7 18H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3M7 14h10v7H7z',
  layers: 'M12 3 2.500 8 12 13l9.500-5zM2.500 12.500 12 17.500l9.500-5M2.500 17 12 22l9.500-5',
  ruler: 'M3 16 16 3l5 5L8 21zM7 12l2 2M10 9l3 3M13 6l2 2',
  locate: 'M12 2v4M12 18v4M2 12h4M18 12h4M12 6a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM12 11.900v.200',
  list: 'M9 6h12M9 12h12M9 18h12M4 6h.100M4 12h.100M4 18h.100',
  close: 'M5 5l14 14M19 5 5 19',
  document: 'M6 2.800h8l4 4V21H6zM14 3v4h4M9 12h6M9 16h6',
  calendar: 'M4 6h16v15H4zM4 10.500h16M8 3v5M16 3v5',
  pin: 'M12 21s7-6.200 7-11.500a7 7 0 1 0-14 0C5 14.800 12 21 12 21zM12 7a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  theme: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 3v18M12 7l7 0M12 12h9M12 17h7',
  map: 'M3 6l6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15M15 6v15',
  up: 'M12 20V5M5 12l7-7 7 7',
} as const;

export type IconName = keyof typeof kPaths;

/** Decoration beside words, never instead of them. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${kPaths[name]} /></svg>`;
}

/** A colour with its code printed in words beside it. SVG, because the page's policy allows no style attribute. */
export function swatch(fill: string): TemplateResult {
  return html`<svg class="swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false"><rect x="1" y="1" width="12" height="12" rx="2" fill=${fill} /></svg>`;
}
