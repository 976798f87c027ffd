/** Holds a state; tells once per microtask that it changed. */
export class BaseStore<State extends object> {
  private isScheduled_ = false;

  constructor(
    private state_: State,
    private readonly changed_: (state: State) => void,
  ) {}

  get state(): State {
    return this.state_;
  }

  set(patch: Partial<State>): void {
    this.state_ = { ...this.state_, ...patch };
    this.schedule();
  }

  schedule(): void {
    if (this.isScheduled_) return;
    this.isScheduled_ = true;
    queueMicrotask(() => {
      this.isScheduled_ = false;
      this.changed_(this.state_);
    });
  }
}
