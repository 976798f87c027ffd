import { remember, remembered } from '../app/remembered';
import { isLang, type Lang } from '../i18n/texts';

const kKey = 'quyhoach.desk.lang';

/** The desk is one person's: its language is kept in the browser, not in the address. */
export function storedLang(): Lang {
  const value = remembered(kKey);
  return isLang(value) ? value : 'vi';
}

export function storeLang(lang: Lang): void {
  remember(kKey, lang);
}
