import type { PlanDetail } from '../../api/model';
import { checkDocuments, documentPatch, Faults, type AmendState, type Order, type Values } from './form';

const kMostScale = 10_000_000;

export const kMetadataFields = ['title', 'title_en', 'scale', 'accuracy_m', 'decision.number', 'decision.date', 'decision.authority', 'in_force.from', 'in_force.to'] as const;
export type MetadataField = (typeof kMetadataFields)[number];

/** What a plan need not have. */
export const kOptional: ReadonlySet<string> = new Set<MetadataField>(['title_en', 'accuracy_m', 'in_force.to']);

/** What is written of the plan now. */
export function writtenValues(plan: PlanDetail, titleEn: string): Values {
  const { decision, scale, accuracy_m } = plan;
  return {
    title: plan.title,
    title_en: titleEn,
    scale: typeof scale === 'number' ? String(scale) : '',
    accuracy_m: typeof accuracy_m === 'number' ? String(accuracy_m) : '',
    'decision.number': decision.number,
    'decision.date': decision.date,
    'decision.authority': decision.authority,
    'in_force.from': plan.in_force_from ?? '',
    'in_force.to': plan.in_force_to ?? '',
  };
}

/** A point or a comma: people here write both. */
function decimal(text: string): number | null {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

function checkNumbers(values: Values, faults: Faults): void {
  const scale = Number(values['scale']);
  if (values['scale'] !== '' && (!/^\d+$/.test(values['scale'] ?? '') || scale < 1 || scale > kMostScale)) faults.add('scale', 'amend.scale_whole');
  if (values['accuracy_m'] !== '' && decimal(values['accuracy_m'] ?? '') === null) faults.add('accuracy_m', 'amend.number');
}

function checkDates(plan: PlanDetail, values: Values, faults: Faults): void {
  const [from, to] = [values['in_force.from'] ?? '', values['in_force.to'] ?? ''];
  if (from === '' && plan.status !== 'consultation') faults.add('in_force.from', 'amend.needed');
  if (to !== '' && to <= from) faults.add('in_force.to', 'amend.dates_order');
  const hasEnd = plan.status === 'replaced' || plan.status === 'expired' || plan.status === 'repealed';
  if (to === '' && hasEnd) faults.add('in_force.to', 'amend.end_needed');
}

function valueOf(field: string, text: string): string | number | null {
  if (text === '') return null;
  return field === 'scale' ? Number(text) : field === 'accuracy_m' ? decimal(text) : text;
}

/** A correction: only what is another than it was. */
export function metadataOrder({ plan, titleEn, values: typed, dropped, added }: AmendState): Order {
  const faults = new Faults();
  const written = writtenValues(plan, titleEn);
  const values: Values = Object.fromEntries(kMetadataFields.map((field) => [field, (typed[field] ?? '').trim()]));
  for (const field of kMetadataFields) if (!kOptional.has(field) && field !== 'in_force.from') faults.need(values, field);
  checkNumbers(values, faults);
  checkDates(plan, values, faults);
  checkDocuments(added, faults);
  const tables = new Map<string, Record<string, unknown>>([['', {}]]);
  for (const field of kMetadataFields) {
    const value = valueOf(field, values[field] ?? '');
    if (value === valueOf(field, written[field] ?? '')) continue;
    const [table, key] = field.includes('.') ? (field.split('.') as [string, string]) : ['', field];
    tables.set(table, { ...tables.get(table), [key]: value });
  }
  const { '': plain, ...inner } = Object.fromEntries(tables);
  const changes = { ...plain, ...inner, ...(dropped.size > 0 ? { drop_documents: [...dropped].sort() } : {}), ...documentPatch(added) };
  if (Object.keys(changes).length === 0) faults.add('form', 'amend.nothing');
  return { errors: faults.all, patch: { plan: plan.id, ...changes } };
}
