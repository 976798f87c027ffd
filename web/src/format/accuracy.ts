import type { Accuracy, Place } from '../api/model';
import type { Locale } from '../i18n/locale';

function sourceText({ source, scale }: Accuracy, locale: Locale): string {
  if (source === 'scale' && typeof scale === 'number') return locale.t('accuracy.scale', { scale: `1/${scale}` });
  return locale.lookUp(`accuracy.${source}`, '');
}

function withSource(words: string, accuracy: Accuracy, locale: Locale): string {
  const source = sourceText(accuracy, locale);
  return source === '' ? words : `${words} (${source})`;
}

/** How far plan and parcel may be off, and who says so; empty in editions that kept no accuracies. */
export function accuracyText(plan: Accuracy | null | undefined, place: Place, locale: Locale): string {
  if (!plan) return '';
  const parts = [withSource(locale.t('accuracy.plan', { metres: locale.number(plan.metres) }), plan, locale)];
  if (place.accuracy) parts.push(withSource(locale.t('accuracy.parcel', { metres: locale.number(place.accuracy.metres) }), place.accuracy, locale));
  return parts.join(', ');
}
