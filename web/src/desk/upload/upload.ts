import { ApiProblem } from '../../api/problem';
import type { SentFile } from '../model';
import type { ChosenFile } from './folder';
import { delay_ms, kMostFailures, remaining } from './resume';

/** The way of bytes to the server. */
export interface Transport {
  begin(): Promise<string>;
  list(upload: string): Promise<readonly SentFile[]>;
  send(upload: string, file: ChosenFile, progress: (bytes: number) => void, signal: AbortSignal): Promise<void>;
  drop(upload: string): Promise<void>;
}

export interface UploadEvents {
  /** Bytes of one file that have left, or all of them when it is there. */
  progress(path: string, bytes: number, isThere: boolean): void;
  /** The way is broken; it is tried again in so many milliseconds. */
  waiting(delay_ms: number): void;
  sending(): void;
}

/** Two at a time hide the way there and back of many small files. */
const kLanes = 2;

/** One folder on its way. Goes on where it stopped, by itself for a while and then whenever run() is called again. */
export class Upload {
  private id_: string | null = null;
  /** Files sent whole by this object. */
  private done_ = 0;
  private readonly abort_ = new AbortController();

  constructor(
    private readonly files_: readonly ChosenFile[],
    private readonly transport_: Transport,
    private readonly events_: UploadEvents,
    private readonly pause_: (ms: number, signal: AbortSignal) => Promise<void> = pause,
  ) {}

  get isCancelled(): boolean {
    return this.abort_.signal.aborted;
  }

  /** \return id of the upload, every file of which is there. \throws ApiProblem what cannot be mended by waiting */
  async run(): Promise<string> {
    for (let failures = 0; ; ) {
      const before = this.done_;
      try {
        this.events_.sending();
        return await this.pass_();
      } catch (cause) {
        if (this.isCancelled) throw cause;
        if (this.done_ > before) failures = 0;
        // The server forgot the upload: it begins again, with nothing half-kept.
        if (cause instanceof ApiProblem && cause.status === 404 && this.id_ !== null) this.id_ = null;
        else if (!(cause instanceof ApiProblem) || !cause.isTransient) throw cause;
        failures += 1;
        if (failures > kMostFailures) throw cause;
        this.events_.waiting(delay_ms(failures));
        await this.pause_(delay_ms(failures), this.abort_.signal);
      }
    }
  }

  async cancel(): Promise<void> {
    this.abort_.abort();
    // Without a connection the server throws it away by its age.
    if (this.id_ !== null) await this.transport_.drop(this.id_).catch(() => undefined);
  }

  private async pass_(): Promise<string> {
    const isNew = this.id_ === null;
    const id = (this.id_ ??= await this.transport_.begin());
    if (this.isCancelled) throw new ApiProblem('CANCELLED', 0);
    const queue = [...remaining(this.files_, isNew ? [] : await this.transport_.list(id))];
    const left = new Set(queue);
    for (const file of this.files_) this.events_.progress(file.path, left.has(file) ? 0 : file.file.size, !left.has(file));
    const lane = async (): Promise<void> => {
      try {
        for (let file = queue.shift(); file; file = queue.shift()) await this.send_(id, file);
      } catch (cause) {
        queue.length = 0;
        throw cause;
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: kLanes }, lane));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return id;
  }

  private async send_(id: string, file: ChosenFile): Promise<void> {
    await this.transport_.send(id, file, (bytes) => this.events_.progress(file.path, bytes, false), this.abort_.signal);
    this.done_ += 1;
    this.events_.progress(file.path, file.file.size, true);
  }
}

/** Ends early when the browser says that the network is back, or the upload is cancelled. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    }
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
