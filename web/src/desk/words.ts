import type { Lang } from '../i18n/texts';

/** Where there is no text in the language that was asked for, the other is better than none. */
export function said(lang: Lang, english: string, vietnamese: string | undefined): string {
  return lang === 'vi' && vietnamese !== undefined && vietnamese !== '' ? vietnamese : english;
}
