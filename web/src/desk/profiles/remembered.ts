import { remember, remembered } from '../../app/remembered';

const kKey = 'quyhoach.desk.profile';

/** Who works for one consultant this week does so next week, too. Empty: none. */
export function rememberedProfile(): string {
  return remembered(kKey) ?? '';
}

export function rememberProfile(name: string): void {
  remember(kKey, name);
}
