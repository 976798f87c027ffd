import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../src/api/problem';
import type { SentFile } from '../src/desk/model';
import { kMostFile_bytes, kMostFiles, manifestOf, refusalOf, tidy, walkEntries, type ChosenFile } from '../src/desk/upload/folder';
import { delay_ms, kMostFailures, remaining } from '../src/desk/upload/resume';
import { Upload, type Transport } from '../src/desk/upload/upload';

const chosen = (path: string, text = 'x'): ChosenFile => ({ path, file: new File([text], path.slice(path.lastIndexOf('/') + 1)) });
const large = (path: string, size: number): ChosenFile => ({ path, file: { name: path, size } as File });
const paths = (files: readonly ChosenFile[]): readonly string[] => files.map(({ path }) => path);

/** Entries as a browser makes them: a reader hands them out in parts. */
function folder(name: string, children: readonly FileSystemEntry[], part: number): FileSystemEntry {
  const createReader = (): unknown => {
    let at = 0;
    return { readEntries: (done: (entries: readonly FileSystemEntry[]) => void) => done(children.slice(at, (at += part))) };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}
function fileEntry(name: string): FileSystemEntry {
  return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => done(new File(['x'], name)) } as unknown as FileSystemEntry;
}

describe('folder', () => {
  test('is walked to its end, however small the parts', async () => {
    const many = Array.from({ length: 250 }, (_, i) => fileEntry(`${i}.shp`));
    const found = await walkEntries([folder('plan', [fileEntry('plan.toml'), folder('zones', many, 100)], 1)]);
    expect(found).toHaveLength(251);
    expect(paths(tidy(found).files)).toContain('zones/249.shp');
    expect(manifestOf(tidy(found).files, 'parcels')).toBe('plan');
  });

  test('loses the name of the folder all lie in, and what the system left there', () => {
    const { files, skipped } = tidy([chosen('A/plan.toml'), chosen('A/.DS_Store'), chosen('A/zones/Thumbs.db'), chosen('A/zones/~$b.dbf'), chosen('A/__MACOSX/x'), chosen('A/zones/b.shp')]);
    expect(paths(files)).toEqual(['plan.toml', 'zones/b.shp']);
    expect(skipped).toBe(4);
    expect(paths(tidy([chosen('plan.toml'), chosen('zones/b.shp')]).files)).toEqual(['plan.toml', 'zones/b.shp']);
    expect(paths(tidy([chosen('A/x'), chosen('B/x')]).files)).toEqual(['A/x', 'B/x']);
  });

  test('is what its manifest says', () => {
    expect(manifestOf([chosen('plan.toml'), chosen('parcels.toml')], 'plan')).toBe('plan');
    expect(manifestOf([chosen('plan.toml'), chosen('parcels.toml')], 'parcels')).toBe('parcels');
    expect(manifestOf([chosen('sub/plan.toml'), chosen('x.shp')], 'plan')).toBeNull();
  });

  test('names its files in form C, as plan.toml does', () => {
    expect(paths(tidy([chosen('A/Quy hoạch.shp'.normalize('NFD')), chosen('A/plan.toml')]).files)).toContain('Quy hoạch.shp');
  });

  test('is refused when it is empty, too many or too large', () => {
    expect(refusalOf([])).toEqual({ kind: 'empty' });
    expect(refusalOf(Array.from({ length: kMostFiles + 1 }, (_, i) => chosen(String(i))))?.kind).toBe('many');
    expect(refusalOf([large('a', kMostFile_bytes)])).toBeNull();
    expect(refusalOf([large('a', kMostFile_bytes + 1)])).toEqual({ kind: 'large', path: 'a', bytes: kMostFile_bytes + 1 });
    expect(refusalOf(Array.from({ length: 33 }, (_, i) => large(String(i), kMostFile_bytes)))?.kind).toBe('heavy');
  });
});

describe('going on', () => {
  test('sends what is missing or not whole', () => {
    const files = [chosen('a', '123'), chosen('b', '123'), chosen('c', '')];
    expect(paths(remaining(files, [{ path: 'a', bytes: 3 }, { path: 'b', bytes: 2 }]))).toEqual(['b', 'c']);
    expect(paths(remaining(files, []))).toEqual(['a', 'b', 'c']);
  });

  test('waits longer each time, and not for ever', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(delay_ms)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});

/** A server that loses the connection when it is told to. */
class Lossy implements Transport {
  readonly there = new Map<string, number>();
  readonly sends: string[] = [];
  begun = 0;
  dropped: string[] = [];
  failures: (() => void)[] = [];

  async begin(): Promise<string> {
    this.begun += 1;
    return `u${this.begun}`;
  }
  async list(): Promise<readonly SentFile[]> {
    return [...this.there].map(([path, bytes]) => ({ path, bytes }));
  }
  async send(_: string, { path, file }: ChosenFile): Promise<void> {
    this.failures.shift()?.();
    this.sends.push(path);
    this.there.set(path, file.size);
  }
  async drop(upload: string): Promise<void> {
    this.dropped.push(upload);
  }
}

const fail = (code: string, status: number) => (): never => {
  throw new ApiProblem(code, status);
};
const ok = (): void => undefined;

describe('upload', () => {
  const files = [chosen('a'), chosen('b'), chosen('c'), chosen('d')];
  const started = (server: Lossy): { upload: Upload; waits: number[] } => {
    const waits: number[] = [];
    const upload = new Upload(files, server, { progress: ok, waiting: (ms) => waits.push(ms), sending: ok }, async () => undefined);
    return { upload, waits };
  };

  test('sends every file once', async () => {
    const server = new Lossy();
    expect(await started(server).upload.run()).toBe('u1');
    expect([...server.sends].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('goes on after a lost connection without sending again what is there', async () => {
    const server = new Lossy();
    server.failures = [ok, ok, fail('NETWORK', 0), fail('NETWORK', 0)];
    const { upload, waits } = started(server);
    expect(await upload.run()).toBe('u1');
    expect([...server.sends].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(waits).toHaveLength(1);
  });

  test('begins again when the server forgot the upload', async () => {
    const server = new Lossy();
    server.failures = [ok, fail('NOT_FOUND', 404)];
    expect(await started(server).upload.run()).toBe('u2');
    expect([...server.there.keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('stops at a refusal, and after too many failures in a row; then a person may go on', async () => {
    const refused = new Lossy();
    refused.failures = [fail('BODY_TOO_LARGE', 413)];
    await expect(started(refused).upload.run()).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    const lost = new Lossy();
    lost.failures = Array.from({ length: 4 * (kMostFailures + 1) }, () => fail('NETWORK', 0));
    const { upload, waits } = started(lost);
    await expect(upload.run()).rejects.toMatchObject({ code: 'NETWORK' });
    expect(waits).toHaveLength(kMostFailures);
    lost.failures = [];
    expect(await upload.run()).toBe('u1');
  });

  test('is taken back from the server when it is cancelled', async () => {
    const server = new Lossy();
    const { upload } = started(server);
    server.failures = [() => void upload.cancel(), fail('CANCELLED', 0)];
    await expect(upload.run()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(server.dropped).toEqual(['u1']);
  });
});
