// Changes single lines of a proposed plan.toml and leaves all others, with their comments, as they stand: people edit it, too.

/** A table of plan.toml: the whole file's, one that is named, or one of a layer, which its file and its name in it tell apart. */
export type TomlPlace =
  | { readonly table: '' | 'decision' | 'in_force' }
  | { readonly file: string; readonly layer: string | null; readonly table: '' | 'fields' | 'encodings' | 'values' | 'land_use_codes' };

interface Range {
  /** First line after the header. */
  readonly begin: number;
  /** The line after its last. */
  readonly end: number;
}

const kHeader = /^\s*\[+\s*([^\]]*?)\s*\]+/;

export function tomlText(value: string): string {
  return JSON.stringify(value).replace(/\u007f/g, '\\u007F');
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : tomlText(key);
}

function headerOf(line: string): string | null {
  return kHeader.exec(line)?.[1] ?? null;
}

/** Lines until the next header. */
function rangeFrom(lines: readonly string[], begin: number): Range {
  let end = begin;
  while (end < lines.length && headerOf(lines[end] ?? '') === null) end += 1;
  return { begin, end };
}

function layerRange(lines: readonly string[], file: string, layer: string | null): Range | null {
  for (let at = 0; at < lines.length; at += 1) {
    if (headerOf(lines[at] ?? '') !== 'layer') continue;
    const range = rangeFrom(lines, at + 1);
    if (valueIn(lines, range, 'file') === file && (layer === null || valueIn(lines, range, 'layer') === layer)) return range;
  }
  return null;
}

function rangeOf(lines: readonly string[], place: TomlPlace): Range | null {
  if (!('file' in place)) {
    if (place.table === '') return rangeFrom(lines, 0);
    const at = lines.findIndex((line) => headerOf(line) === place.table);
    return at < 0 ? null : rangeFrom(lines, at + 1);
  }
  const own = layerRange(lines, place.file, place.layer);
  if (!own || place.table === '') return own;
  for (let at = own.end; at < lines.length && headerOf(lines[at] ?? '')?.startsWith('layer.'); ) {
    const range = rangeFrom(lines, at + 1);
    if (headerOf(lines[at] ?? '') === `layer.${place.table}`) return range;
    at = range.end;
  }
  return null;
}

/** `key = value  # comment`, with or without a # before it. */
function lineOf(key: string, isCommented: boolean): RegExp {
  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const names = [...new Set([escape(keyText(key)), escape(tomlText(key))])].join('|');
  return new RegExp(`^\\s*${isCommented ? '#\\s*' : ''}(?:${names})\\s*=\\s*("(?:[^"\\\\]|\\\\.)*"|[^#]*?)\\s*(#.*)?$`);
}

function valueIn(lines: readonly string[], { begin, end }: Range, key: string): string | null {
  const pattern = lineOf(key, false);
  for (let at = begin; at < end; at += 1) {
    const raw = pattern.exec(lines[at] ?? '')?.[1];
    if (raw === undefined) continue;
    if (!raw.startsWith('"')) return raw;
    try {
      return String(JSON.parse(raw));
    } catch {
      return raw.slice(1, -1);
    }
  }
  return null;
}

/** A text without its quotes, or any other value as it is written; `null` where it is not stated. */
export function readToml(text: string, place: TomlPlace, key: string): string | null {
  const lines = text.split('\n');
  const range = rangeOf(lines, place);
  return range ? valueIn(lines, range, key) : null;
}

/** \param value  as it is to be written, quotes and all; `null` takes the line out. \return the text as it was where there is no such table */
export function writeToml(text: string, place: TomlPlace, key: string, value: string | null): string {
  const lines = text.split('\n');
  let range = rangeOf(lines, place);
  if (!range && value !== null) {
    const at = placeForTable(lines, place);
    if (at === null) return text;
    lines.splice(at, 0, `[${'file' in place ? 'layer.' : ''}${place.table}]`);
    range = { begin: at + 1, end: at + 1 };
  }
  if (!range) return text;
  for (const isCommented of [false, true]) {
    const pattern = lineOf(key, isCommented);
    for (let at = range.begin; at < range.end; at += 1) {
      const match = pattern.exec(lines[at] ?? '');
      if (!match) continue;
      if (value === null) {
        if (!isCommented) lines.splice(at, 1);
        return lines.join('\n');
      }
      const comment = isCommented || /#\s*TODO/.test(match[2] ?? '') || match[2] === undefined ? '' : `  ${match[2]}`;
      lines[at] = `${keyText(key)} = ${value}${comment}`;
      return lines.join('\n');
    }
  }
  if (value === null) return text;
  let last = range.end;
  while (last > range.begin && (lines[last - 1] ?? '').trim() === '') last -= 1;
  lines.splice(last, 0, `${keyText(key)} = ${value}`);
  return lines.join('\n');
}

/** Where a table that is not there yet belongs. */
function placeForTable(lines: readonly string[], place: TomlPlace): number | null {
  if (!('file' in place)) {
    const at = lines.findIndex((line) => headerOf(line) !== null);
    return at < 0 ? lines.length : at;
  }
  const own = layerRange(lines, place.file, place.layer);
  if (!own) return null;
  let last = own.end;
  while (last > own.begin && (lines[last - 1] ?? '').trim() === '') last -= 1;
  return last;
}

/** Without one layer and the tables that belong to it. */
export function withoutLayer(text: string, file: string, layer: string | null): string {
  const lines = text.split('\n');
  const own = layerRange(lines, file, layer);
  if (!own) return text;
  let end = own.end;
  while (end < lines.length && headerOf(lines[end] ?? '')?.startsWith('layer.')) end = rangeFrom(lines, end + 1).end;
  lines.splice(own.begin - 1, end - own.begin + 1);
  return lines.join('\n');
}

/** Without what stands before its layers, which belongs to the plan. */
export function fromFirstLayer(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => headerOf(line) === 'layer');
  return at < 0 ? '' : lines.slice(at).join('\n');
}

export function hasLayer(text: string, file: string, layer: string | null): boolean {
  return layerRange(text.split('\n'), file, layer) !== null;
}
