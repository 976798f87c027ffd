import { ApiProblem } from '../api/problem';
import type { DeskContext } from './context';
import type { Session } from './model';
import { kInitialDesk } from './state';
import type { UploadActions } from './upload_actions';

/** Signing in and out, and the password. */
export class SessionActions {
  constructor(
    private readonly desk_: DeskContext,
    private readonly uploads_: UploadActions,
  ) {}

  async begin(): Promise<void> {
    const { store, api } = this.desk_;
    void this.loadWays_();
    try {
      await this.welcome_(await api.session());
    } catch (cause) {
      store.set({ session: null });
      if (!(cause instanceof ApiProblem) || cause.status !== 401) this.desk_.fail(cause);
    }
  }

  async signIn(login: string, password: string): Promise<void> {
    let session: Session | null = null;
    await this.desk_.attempt('sign', async () => {
      session = await this.desk_.api.signIn(login, password);
    });
    if (session) await this.welcome_(session);
  }

  async signOut(isEverywhere: boolean): Promise<void> {
    const { store, api } = this.desk_;
    await this.uploads_.cancel();
    const isOut = await this.desk_.attempt('sign', () => api.signOut(isEverywhere));
    // Nothing of what was shown stays behind for the next person at this screen.
    if (!isOut) return;
    this.desk_.dropMap();
    const { district, map, provider } = store.state;
    store.set({ ...kInitialDesk, district, map, provider, session: null });
    await this.desk_.go({ kind: 'drafts' });
  }

  async changePassword(from: string, to: string, again: string): Promise<void> {
    const { store, api } = this.desk_;
    store.set({ formError: to === again ? null : 'password.differ' });
    if (to !== again) return;
    const isDone = await this.desk_.attempt('sign', async () => {
      store.set({ session: await api.changePassword(from, to) });
    });
    if (!isDone) return;
    await this.desk_.go({ kind: 'drafts' });
    this.desk_.say(this.desk_.locale.t('password.saved'));
  }

  private async loadWays_(): Promise<void> {
    // Without it the door has no button more, and passwords open it all the same.
    try {
      this.desk_.store.set({ provider: (await this.desk_.api.signInWays()).provider });
    } catch (cause) {
      console.warn('ways to sign in:', cause);
    }
  }

  private async welcome_(session: Session): Promise<void> {
    const { store } = this.desk_;
    store.set({ session, hasSessionEnded: false, problem: null, refusal: null });
    await this.desk_.open(store.state.route);
    if (store.state.upload?.status === 'stopped') void this.uploads_.goOn();
  }
}
