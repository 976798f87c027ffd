import { remember, remembered } from '../app/remembered';

export const kThemes = ['auto', 'light', 'dark', 'high-contrast'] as const;
export type ThemeChoice = (typeof kThemes)[number];
export type Theme = Exclude<ThemeChoice, 'auto'>;

const kStorageKey = 'quyhoach.theme';
const kQueries = ['(forced-colors: active)', '(prefers-contrast: more)', '(prefers-color-scheme: dark)'] as const;

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return kThemes.some((theme) => theme === value);
}

export function storedChoice(): ThemeChoice {
  const value = remembered(kStorageKey);
  return isThemeChoice(value) ? value : 'auto';
}

export function storeChoice(choice: ThemeChoice): void {
  remember(kStorageKey, choice);
}

/** What the reader chose, else what their system asks for. */
export function resolveTheme(choice: ThemeChoice): Theme {
  if (choice !== 'auto') return choice;
  if (matchMedia(kQueries[0]).matches || matchMedia(kQueries[1]).matches) return 'high-contrast';
  return matchMedia(kQueries[2]).matches ? 'dark' : 'light';
}

export function onSystemThemeChange(changed: () => void): void {
  for (const query of kQueries) matchMedia(query).addEventListener('change', changed);
}
