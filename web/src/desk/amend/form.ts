import type { PlanDetail } from '../../api/model';
import type { TextParams } from '../../i18n/texts';
import type { DeskTextKey } from '../i18n/locale';
import type { DraftOrder } from '../model';

/** What a draft without layers changes of a plan: its legal status, or what was written of it wrongly. */
export type AmendKind = 'status' | 'metadata';

/** A PDF that is added to a plan. */
export interface AddedDocument {
  readonly file: File;
  readonly kind: 'decision' | 'regulation' | 'drawing' | 'other';
  readonly title: string;
}

export type Values = Readonly<Record<string, string>>;

/** What is wrong with a field: our words, or the server's, which are English. */
export type FieldError = { readonly key: DeskTextKey; readonly params?: TextParams } | { readonly detail: string };
export type FieldErrors = ReadonlyMap<string, FieldError>;

export interface AmendState {
  readonly kind: AmendKind;
  readonly plan: PlanDetail;
  /** As it was written; empty where there is none. */
  readonly titleEn: string;
  readonly values: Values;
  /** `<sha256>.pdf` of documents that are to go. */
  readonly dropped: ReadonlySet<string>;
  readonly added: readonly AddedDocument[];
  readonly errors: FieldErrors;
}

/** A patch ready to be sent, or what stands in its way. */
export interface Order {
  readonly errors: FieldErrors;
  readonly patch: NonNullable<DraftOrder['patch']>;
}

export const kMostDocument_bytes = 64 * 2 ** 20;

/** Collects errors: the first of a field counts. */
export class Faults {
  private readonly errors_ = new Map<string, FieldError>();

  add(field: string, key: DeskTextKey, params?: TextParams): void {
    if (!this.errors_.has(field)) this.errors_.set(field, params ? { key, params } : { key });
  }

  /** \return the value without blanks around it; an error where it is empty */
  need(values: Values, field: string): string {
    const value = (values[field] ?? '').trim();
    if (value === '') this.add(field, 'amend.needed');
    return value;
  }

  get all(): FieldErrors {
    return this.errors_;
  }
}

/** The file a plan's document links to, whatever page the link opens at. */
export function fileOf(href: string): string {
  return href.slice(href.lastIndexOf('/') + 1).replace(/#.*$/, '');
}

/** Names of the added files on the server: their own, numbered where two are alike. */
export function pathsOf(added: readonly AddedDocument[]): readonly string[] {
  const names = added.map(({ file }) => file.name.normalize('NFC'));
  return names.map((name, index) => (names.indexOf(name) === index ? name : `${index + 1}-${name}`));
}

export function checkDocuments(added: readonly AddedDocument[], faults: Faults): void {
  added.forEach(({ file, title }, index) => {
    if (title.trim() === '') faults.add(`document.${index}`, 'amend.needed');
    else if (!/\.pdf$/i.test(file.name)) faults.add(`document.${index}`, 'amend.pdf_only');
    else if (file.size > kMostDocument_bytes) faults.add(`document.${index}`, 'amend.document_large');
  });
}

export function documentPatch(added: readonly AddedDocument[]): Readonly<Record<string, unknown>> {
  if (added.length === 0) return {};
  const paths = pathsOf(added);
  return { document: added.map(({ kind, title }, index) => ({ kind, title: title.trim(), file: paths[index] })) };
}

/** Fields by the server's names of their keys: `patch.toml:3: decision.date: expected a date`. \return `null` for what is said of no field */
export function errorOfDetail(detail: string, fields: readonly string[]): FieldErrors | null {
  const [, key = '', message = ''] = /^patch\.toml(?::\d+)?: ([\w.]+): (.*)$/s.exec(detail) ?? [];
  const field = fields.find((name) => name === key) ?? fields.find((name) => name.startsWith(`${key}.`));
  return key === '' || field === undefined ? null : new Map([[field, { detail: message }]]);
}
