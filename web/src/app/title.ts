import type { District } from '../api/model';
import { placeTitle } from '../format/place';
import type { Locale } from '../i18n/locale';
import type { Panel } from './state';

export function documentTitle(panel: Panel, district: District | null, locale: Locale): string {
  const place = panel.kind === 'answer' ? placeTitle(panel.answer.place, locale) : panel.kind === 'plan' ? panel.plan.title : '';
  return [district?.demo ? 'DEMO' : '', place, locale.t('site.title')].filter((part) => part !== '').join(' – ');
}
