import { ApiProblem } from '../../api/problem';
import type { DeskContext } from '../context';
import type { Profile } from '../model';
import { plainText } from '../plan_filter';
import { afterRender, toggled, type ProfileForm } from '../state';
import { rememberProfile } from './remembered';

/** Findings whose repairs are proposed, and may be made for a consultant without being asked each time. */
export const kRepairCodes = ['DUPLICATE_VERTEX', 'SPIKE', 'EDGE_NEAR_MISS', 'SLIVER', 'ZONES_OVERLAP', 'GEOM_INVALID'] as const;

/** Marks, case and punctuation do not tell consultants apart. */
function folded(name: string): string {
  return plainText(name).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

export function profileNamed(profiles: readonly Profile[] | null, name: string): Profile | null {
  const asked = folded(name);
  return (asked !== '' && profiles?.find((profile) => folded(profile.name) === asked)) || null;
}

/** How a consultant's folders are read: kept under the consultant's name, used for the next folder. */
export class ProfileActions {
  constructor(private readonly desk_: DeskContext) {}

  /** Without them everything else works: a server may know of none. */
  async load(): Promise<void> {
    try {
      this.desk_.store.set({ profiles: await this.desk_.api.profiles() });
    } catch (cause) {
      console.warn('profiles:', cause);
    }
  }

  choose(profile: string): void {
    rememberProfile(profile);
    this.desk_.store.set({ profile });
  }

  /** The name of one that is there brings its repairs. */
  setName(name: string): void {
    const known = profileNamed(this.desk_.store.state.profiles, name.trim());
    this.patch_({ name, error: null, ...(known ? { repairs: new Set(known.repairs) } : {}) });
  }

  toggleRepair(code: string): void {
    this.patch_({ repairs: toggled(this.desk_.store.state.profileForm.repairs, code) });
  }

  /** Under the name that was typed: in place of the one that has it. */
  async save(): Promise<void> {
    const { store, api, locale } = this.desk_;
    const { proposal, profileForm, busy } = store.state;
    const name = profileForm.name.trim();
    if (!proposal || busy) return;
    if (name === '') return this.refuse_({ key: 'amend.needed' });
    let saved = name;
    const isSaved = await this.desk_.attempt('step', async () => {
      saved = (await api.saveProfile(name, proposal.toml, [...profileForm.repairs].sort())).name;
      await this.load();
    });
    if (!isSaved) {
      const { problem } = store.state;
      if (!(problem instanceof ApiProblem) || problem.status !== 422) return;
      store.set({ problem: null });
      return this.refuse_({ detail: problem.detail });
    }
    this.choose(saved);
    this.desk_.say(locale.t('profile.saved', { name: saved }));
  }

  askRemove(name: string | null): void {
    const { pendingProfile } = this.desk_.store.state;
    this.desk_.store.set({ pendingProfile: name });
    afterRender(() => (name === null ? document.querySelector<HTMLElement>(`[data-profile="${CSS.escape(pendingProfile ?? '')}"] .profile-remove`) : document.getElementById('profile-remove-confirm'))?.focus());
  }

  async remove(name: string): Promise<void> {
    const { store, api, locale } = this.desk_;
    const isGone = await this.desk_.attempt('step', async () => {
      await api.removeProfile(name);
      await this.load();
    });
    store.set({ pendingProfile: null });
    if (!isGone) return;
    if (store.state.profile === name) this.choose('');
    this.desk_.say(locale.t('profile.removed', { name }));
    afterRender(() => (document.getElementById('profiles-summary') ?? document.getElementById('desk-title'))?.focus());
  }

  private refuse_(error: ProfileForm['error']): void {
    this.patch_({ error });
    afterRender(() => document.getElementById('profile-name')?.focus());
  }

  private patch_(change: Partial<ProfileForm>): void {
    this.desk_.store.set({ profileForm: { ...this.desk_.store.state.profileForm, ...change } });
  }
}
