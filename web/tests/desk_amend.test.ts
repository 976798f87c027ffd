import { describe, expect, test } from 'vitest';
import type { PlanDetail } from '../src/api/model';
import { errorOfDetail, pathsOf, type AddedDocument, type AmendState, type FieldErrors } from '../src/desk/amend/form';
import { metadataOrder, writtenValues } from '../src/desk/amend/metadata_order';
import { statusOn } from '../src/desk/amend/status';
import { kStatusFields, statusOrder } from '../src/desk/amend/status_order';
import { matchesPlan } from '../src/desk/plan_filter';
import { formatRoute, parseRoute } from '../src/desk/route';

const decision = { number: '12/QĐ-UBND', date: '2020-01-02', authority: 'Ủy ban nhân dân (DEMO)' };
const plan: PlanDetail = {
  id: 'qhpk-1', title: 'Quy hoạch phân khu Đông', topic: 'zoning_plan', decision, scale: 2000, accuracy_m: null, status: 'in_force',
  in_force_from: '2020-02-01', in_force_to: null, documents: [{ kind: 'decision', title: 'QĐ', href: '/documents/ab12.pdf' }],
};
const later = { 'decision.number': '9/QĐ', 'decision.date': '2026-01-02', 'decision.authority': 'UBND' };
const keys = (errors: FieldErrors): readonly string[] => [...errors].map(([field, error]) => `${field} ${'key' in error ? error.key : error.detail}`);
const pdf = (name: string, title = 'Quyết định', size = 3): AddedDocument => ({ file: { name, size } as File, kind: 'decision', title });

describe('the status of a plan on a day', () => {
  test('follows its dates and suspensions', () => {
    expect(['2020-01-31', '2020-02-01'].map((day) => statusOn(plan, day))).toEqual(['approved_not_yet_in_force', 'in_force']);
    const suspended: PlanDetail = { ...plan, suspensions: [{ from: '2021-01-01', to: '2021-06-01' }], in_force_to: '2023-01-01', status: 'repealed' };
    expect(['2020-12-31', '2021-01-01', '2021-05-31', '2021-06-01', '2022-12-31', '2023-01-01'].map((day) => statusOn(suspended, day)))
      .toEqual(['in_force', 'suspended', 'suspended', 'in_force', 'in_force', 'repealed']);
    expect(statusOn({ ...suspended, status: 'in_force' }, '2023-01-01')).toBe('expired');
    expect(statusOn({ ...plan, status: 'suspended' }, '1999-01-01'), 'nobody knows since when').toBe('suspended');
    expect(statusOn({ ...plan, status: 'consultation', in_force_from: null }, '2030-01-01')).toBe('consultation');
  });
});

describe('a later decision', () => {
  test('names what is missing, at its field', () => {
    expect(keys(statusOrder(plan, {}, []).errors)).toEqual(['action', 'from', 'decision.number', 'decision.date', 'decision.authority'].map((field) => `${field} amend.needed`));
    expect(keys(statusOrder(plan, { ...later, action: 'suspend', from: '2026-02-01', 'decision.date': ' ' }, [pdf('a.pdf', ' ')]).errors))
      .toEqual(['decision.date amend.needed', 'document.0 amend.needed']);
  });

  test('is what the server takes', () => {
    const { errors, patch } = statusOrder(plan, { ...later, action: 'suspend', from: '2026-02-01' }, [pdf('a.pdf'), pdf('a.pdf', ' Bản vẽ ')]);
    expect(errors.size).toBe(0);
    expect(patch).toEqual({
      plan: 'qhpk-1', action: 'suspend', from: '2026-02-01', decision: { number: '9/QĐ', date: '2026-01-02', authority: 'UBND' },
      document: [{ kind: 'decision', title: 'Quyết định', file: 'a.pdf' }, { kind: 'decision', title: 'Bản vẽ', file: '2-a.pdf' }],
    });
    expect(statusOrder(plan, { action: 'expire', from: '2026-02-01' }, []).patch, 'it may expire by itself').toEqual({ plan: 'qhpk-1', action: 'expire', from: '2026-02-01' });
    expect(keys(statusOrder(plan, { action: 'expire', from: '2026-02-01', 'decision.number': '9' }, []).errors), 'all of a decision or nothing').toHaveLength(2);
  });

  const suspended: PlanDetail = { ...plan, status: 'suspended', suspensions: [{ from: '2025-01-01', to: null }] };
  const lifted: PlanDetail = { ...plan, suspensions: [{ from: '2025-01-01', to: '2027-01-01' }] };
  const ended: PlanDetail = { ...plan, status: 'repealed', in_force_to: '2024-01-01' };
  const days: readonly (readonly [string, PlanDetail, string, string | null])[] = [
    ['suspend', plan, '2020-01-31', 'amend.not_in_force'], ['suspend', suspended, '2026-01-01', 'amend.not_in_force'],
    ['suspend', lifted, '2024-01-01', 'amend.suspension_later'], ['suspend', lifted, '2027-01-01', null],
    ['lift', plan, '2026-01-01', 'amend.not_suspended'], ['lift', suspended, '2025-01-01', 'amend.suspension_begins'],
    ['lift', lifted, '2026-01-01', 'amend.suspension_ends'], ['lift', suspended, '2025-01-02', null],
    ['repeal', plan, '2020-02-01', 'amend.before_force'], ['repeal', ended, '2025-01-01', 'amend.has_ended'], ['repeal', ended, '2023-01-01', null],
    ['expire', suspended, '2026-01-01', null],
  ];
  test.each(days)('%s is held against the plan (%#)', (action, of, from, expected) => {
    expect(keys(statusOrder(of, { ...later, action, from }, []).errors)).toEqual(expected === null ? [] : [`from ${expected}`]);
  });
});

describe('a correction', () => {
  const values = writtenValues(plan, 'East');
  const amend: AmendState = { kind: 'metadata', plan, titleEn: 'East', values, dropped: new Set(), added: [], errors: new Map() };
  const corrected = (changes: Readonly<Record<string, string>>, more: Partial<AmendState> = {}): ReturnType<typeof metadataOrder> =>
    metadataOrder({ ...amend, ...more, values: { ...values, ...changes } });

  test('of nothing is none', () => {
    expect(keys(corrected({}).errors)).toEqual(['form amend.nothing']);
    expect(keys(corrected({ title: ` ${plan.title} ` }).errors)).toEqual(['form amend.nothing']);
  });

  test('holds what is another alone, and null for what is taken away', () => {
    expect(corrected({ title: 'Mới', title_en: '', 'decision.date': '2020-01-03', 'in_force.to': '2030-01-01' })).toEqual({
      errors: new Map(), patch: { plan: 'qhpk-1', title: 'Mới', title_en: null, decision: { date: '2020-01-03' }, in_force: { to: '2030-01-01' } } });
    expect(corrected({ accuracy_m: '0,3', scale: '500' }).patch).toEqual({ plan: 'qhpk-1', accuracy_m: 0.3, scale: 500 });
    expect(corrected({}, { dropped: new Set(['ab12.pdf']), added: [pdf('b.PDF')] }).patch)
      .toEqual({ plan: 'qhpk-1', drop_documents: ['ab12.pdf'], document: [{ kind: 'decision', title: 'Quyết định', file: 'b.PDF' }] });
  });

  test('names what cannot be, at its field', () => {
    expect(keys(corrected({ title: '', scale: '1/500', accuracy_m: '-1', 'in_force.to': '2020-02-01' }).errors))
      .toEqual(['title amend.needed', 'scale amend.scale_whole', 'accuracy_m amend.number', 'in_force.to amend.dates_order']);
    expect(keys(corrected({ 'in_force.from': '' }).errors)).toEqual(['in_force.from amend.needed']);
    expect(keys(corrected({}, { plan: { ...plan, status: 'repealed' } }).errors)).toContain('in_force.to amend.end_needed');
    expect(keys(corrected({}, { added: [pdf('a.doc'), pdf('b.pdf', 'x', 65 * 2 ** 20)] }).errors)).toEqual(['document.0 amend.pdf_only', 'document.1 amend.document_large']);
  });
});

test('what the server says of a key stands at its field', () => {
  expect(keys(errorOfDetail('patch.toml:3: decision.date: expected a date', kStatusFields) ?? new Map())).toEqual(['decision.date expected a date']);
  expect(keys(errorOfDetail('patch.toml: from: the plan is suspended: on that day', kStatusFields) ?? new Map())).toEqual(['from the plan is suspended: on that day']);
  expect(keys(errorOfDetail('patch.toml:1: decision: missing', kStatusFields) ?? new Map())).toEqual(['decision.number missing']);
  expect(errorOfDetail('patch.toml: plan: there is no plan', kStatusFields)).toBeNull();
  expect(errorOfDetail('the disk is full', kStatusFields)).toBeNull();
});

test('files of one name come by two', () => {
  expect(pathsOf([pdf('a.pdf'), pdf('b.pdf'), pdf('a.pdf')])).toEqual(['a.pdf', 'b.pdf', '3-a.pdf']);
});

test('plans are found without marks', () => {
  expect(matchesPlan(plan, 'phan khu dong')).toBe(true);
  expect(matchesPlan(plan, 'QHPK-1 12/qđ')).toBe(true);
  expect(matchesPlan(plan, '')).toBe(true);
  expect(matchesPlan(plan, 'tây')).toBe(false);
});

test('what is open of a plan stands in the address', () => {
  for (const what of ['status', 'metadata'] as const) expect(parseRoute(formatRoute({ kind: 'amend', what, id: 'qhpk-1' }))).toEqual({ kind: 'amend', what, id: 'qhpk-1' });
  expect(parseRoute('#plans')).toEqual({ kind: 'plans' });
  expect(parseRoute('#other=x')).toBeNull();
});
