const kKey = 'quyhoach.desk.profile';

/** Who works for one consultant this week does so next week, too. Empty: none. */
export function rememberedProfile(): string {
  try {
    return localStorage.getItem(kKey) ?? '';
  } catch {
    return '';
  }
}

export function rememberProfile(name: string): void {
  try {
    localStorage.setItem(kKey, name);
  } catch {
    // A browser that forbids storage keeps the choice until the page is closed.
  }
}
