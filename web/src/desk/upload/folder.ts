// From what was dropped or chosen to a list of files with paths inside the plan's folder.

export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export interface Chosen {
  readonly files: readonly ChosenFile[];
  /** Files the system put there, not the planner. */
  readonly skipped: number;
}

export const kMostFiles = 1000;
export const kMostFile_bytes = 64 * 2 ** 20;
export const kMostAll_bytes = 2 * 2 ** 30;

export type Refusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'many'; readonly count: number }
  | { readonly kind: 'large'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'heavy'; readonly bytes: number };

function isOfSystem(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(\.|~\$)/.test(name) || /^(thumbs\.db|desktop\.ini)$/i.test(name) || /(^|\/)(__MACOSX|\.[^/]+)\//.test(path);
}

/** Without the folder all of them lie in. macOS takes names apart (NFD); plan.toml names files in NFC. */
export function tidy(found: readonly ChosenFile[]): Chosen {
  const kept = found.filter(({ path }) => !isOfSystem(path)).map(({ path, file }) => ({ path: path.normalize('NFC'), file }));
  const top = kept[0]?.path.split('/')[0] ?? '';
  const hasTop = kept.every(({ path }) => path.startsWith(`${top}/`));
  const files = kept.map(({ path, file }) => ({ path: hasTop ? path.slice(top.length + 1) : path, file }));
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped: found.length - kept.length };
}

export function totalBytes(files: readonly ChosenFile[]): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}

export function refusalOf(files: readonly ChosenFile[]): Refusal | null {
  if (files.length === 0) return { kind: 'empty' };
  if (files.length > kMostFiles) return { kind: 'many', count: files.length };
  const large = files.find(({ file }) => file.size > kMostFile_bytes);
  if (large) return { kind: 'large', path: large.path, bytes: large.file.size };
  const bytes = totalBytes(files);
  return bytes > kMostAll_bytes ? { kind: 'heavy', bytes } : null;
}

/** What a folder says it is by the manifest it has: where it has both, what it is taken for. */
export function manifestOf(files: readonly ChosenFile[], taken: 'plan' | 'parcels'): 'plan' | 'parcels' | null {
  const other: 'plan' | 'parcels' = taken === 'plan' ? 'parcels' : 'plan';
  return ([taken, other] as const).find((kind) => files.some(({ path }) => path === `${kind}.toml`)) ?? null;
}

/** One file that may hold a whole plan. */
export function isArchive(files: readonly ChosenFile[]): boolean {
  return files.length === 1 && /\.zip$/i.test(files[0]?.path ?? '');
}

export function ofInput(files: Iterable<File>): readonly ChosenFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** A browser hands a folder's entries out in parts, a hundred at a time, until a part is empty. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

async function walk(entry: FileSystemEntry, folder: string): Promise<readonly ChosenFile[]> {
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  const found: ChosenFile[] = [];
  for (const child of await entriesOf((entry as FileSystemDirectoryEntry).createReader())) {
    found.push(...(await walk(child, `${path}/`)));
    // Far more than is taken: no need to read a whole disk to refuse it.
    if (found.length > 10 * kMostFiles) break;
  }
  return found;
}

/** \param entries  taken from the event at once: a drop is empty when its handler has returned. */
export async function walkEntries(entries: readonly FileSystemEntry[]): Promise<readonly ChosenFile[]> {
  const found: ChosenFile[] = [];
  for (const entry of entries) found.push(...(await walk(entry, '')));
  return found;
}

export function droppedEntries(transfer: DataTransfer | null): readonly FileSystemEntry[] {
  return [...(transfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
}
