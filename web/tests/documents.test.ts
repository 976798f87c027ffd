import { describe, expect, test } from 'vitest';
import { documentLinks } from '../src/answer/restriction_view';
import type { Plan } from '../src/api/model';
import { fileOf } from '../src/desk/amend/form';
import { draw, words } from './draw';
import { contextFor, kPlan } from './fixture';

const links = (documents: Plan['documents']): HTMLElement => draw(documentLinks({ ...kPlan, documents }, contextFor('vi')));
const kFile = `${'a1'.repeat(32)}.pdf`;

describe('the papers of a plan', () => {
  test('open at the page that decides', () => {
    const link = links([{ kind: 'decision', title: 'Quyết định', href: `/documents/${kFile}#page=3`, page: 3 }]).querySelector('a');
    expect(link?.getAttribute('href')).toBe(`/documents/${kFile}#page=3`);
    expect(words(link)).toBe('Quyết định (quyết định, PDF, trang 3)');
  });

  test('are named where they were never handed in', () => {
    const drawn = links([{ kind: 'drawing', title: '<b>Bản vẽ</b>', href: null }]);
    expect(drawn.querySelector('a, b')).toBeNull();
    expect(words(drawn)).toBe('<b>Bản vẽ</b> (bản vẽ, chưa có trong kho dữ liệu)');
  });

  test('are missed where there are none', () => {
    expect(words(links([]))).toBe('Kho dữ liệu chưa có văn bản nào của đồ án này.');
  });

  test('are the same file at whatever page', () => {
    expect(fileOf(`/documents/${kFile}#page=3`)).toBe(kFile);
    expect(fileOf(`/documents/${kFile}`)).toBe(kFile);
  });
});
