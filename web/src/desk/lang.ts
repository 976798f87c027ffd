import { isLang, type Lang } from '../i18n/texts';

const kKey = 'quyhoach.desk.lang';

/** The desk is one person's: its language is kept in the browser, not in the address. */
export function storedLang(): Lang {
  try {
    const value = localStorage.getItem(kKey);
    return isLang(value) ? value : 'vi';
  } catch {
    return 'vi';
  }
}

export function storeLang(lang: Lang): void {
  try {
    localStorage.setItem(kKey, lang);
  } catch {
    // A browser that forbids storage keeps the choice until the page is closed.
  }
}
