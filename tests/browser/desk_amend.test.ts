// Published plans changed without their layers, and a commune's parcels made new: forms, two people, and back. Runs only with --desk.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptAll, checkedDraft, deskData, loadImpact, openDraft, signedIn, tabTo, takeStep, type DeskData } from './desk';
import { emptyFolder, zonesOf } from './desk_files';
import { writeShapefile } from './desk_shapefile';
import type { PageDriver } from './driver';
import type { Visit } from './helper';
import { ask } from './register';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

interface Plan {
  readonly title: string;
  readonly status: string;
  readonly scale: number;
  readonly decision: { readonly number: string };
  readonly documents: readonly { readonly title: string; readonly href: string }[];
}
const kNoMap: Visit = { webgl: false };
const kDay = '2026-02-01';

async function openForm(page: PageDriver, kind: 'status' | 'metadata', plan: string): Promise<void> {
  await page.page.click('#nav-plans');
  await page.page.fill('#plan-filter', plan);
  await page.page.click(`tr[data-plan="${plan}"] [data-amend=${kind}]`);
  await page.page.waitForSelector('#amend');
}

describe.skipIf(data === null)('a published plan', () => {
  const { planner, approver, folder } = data ?? ({} as DeskData);
  const plan = data === null ? '' : (/^id = "(.+)"/m.exec(readFileSync(join(folder, 'plan.toml'), 'utf8'))?.[1] ?? '');
  const planOn = (day: string): Promise<Plan> => ask(`/api/v1/plans/${plan}?as_of=${day}`);
  const current = async (): Promise<string> => (await ask<{ current: string }>('/api/v1/editions')).current;

  /** From a draft that was just made and checked to an edition, by two people. */
  async function publish(page: PageDriver, other: PageDriver, draft: string): Promise<void> {
    await acceptAll(page);
    expect(await page.page.getAttribute('#verdict', 'data-passed')).toBe('true');
    await loadImpact(page);
    expect(await page.axe()).toEqual([]);
    await takeStep(page, 'submitted', '');
    await openDraft(other, draft);
    await takeStep(other, 'approved', 'Đã đối chiếu với quyết định.');
    await takeStep(other, 'published', 'Công bố.');
  }

  async function restore(page: PageDriver, edition: string): Promise<void> {
    await page.page.click('#nav-editions');
    await page.page.click(`.edition[data-edition="${edition}"] .restore`);
    await page.page.fill('#restore-reason', 'Thử quay lại.');
    await page.page.click('#restore-confirm');
    await page.page.waitForSelector(`.edition[data-edition="${edition}"][aria-current]`);
  }

  test('what cannot be is told at its field, and all of it is reached by keys', async () => {
    const page = await given('a planner with a form', async () => {
      const desk = await signedIn(planner, kNoMap);
      await openForm(desk, 'status', plan);
      return desk;
    });
    const { page: tab } = page;
    await when('nothing is filled in', () => tab.click('#amend-make'));
    expect(await page.focused()).toBe('amend-action');
    expect(await page.count('#amend [aria-invalid=true]')).toBe(5);
    expect(await page.axe()).toEqual([]);
    await when('a plan in force is to be no longer suspended', async () => {
      await tab.selectOption('#amend-action', 'lift');
      await tab.fill('#amend-from', kDay);
      await tab.click('#amend-make');
    });
    expect(await page.focused()).toBe('amend-from');
    expect(await page.text('#amend-from-error')).toMatch(/Đang hiệu lực/);
    expect(await tab.getAttribute('#amend-from', 'aria-describedby')).toContain('amend-from-error');
    await tab.focus('#amend-action');
    for (const next of ['#amend-from', '#amend-decision-number', '#amend-decision-date', '#amend-decision-authority', '#amend-documents', '#amend-make']) await tabTo(page, next, 6);
    await tab.click('#lang-en');
    expect(await page.text('#amend-from-error')).toMatch(/no suspension to lift/);
  });

  test('is suspended by a later decision, by two people, and is in force again when the edition before comes back', async () => {
    const [page, other] = await given('a planner and an approver', async () => [await signedIn(planner, kNoMap), await signedIn(approver, kNoMap)] as const);
    const before = await current();
    await openForm(page, 'status', plan);
    await when('a decision is written down', async () => {
      await page.page.selectOption('#amend-action', 'suspend');
      await page.page.fill('#amend-from', kDay);
      await page.page.fill('#amend-decision-number', 'DEMO-99/QĐ-UBND');
      await page.page.fill('#amend-decision-date', '2026-01-15');
      await page.page.fill('#amend-decision-authority', 'Ủy ban nhân dân (DEMO)');
      await page.page.setInputFiles('#amend-files', join(folder, 'documents', 'quyet-dinh.pdf'));
      await page.page.fill('#document-0-title', 'Quyết định tạm dừng (DEMO)');
      expect(await page.axe()).toEqual([]);
      await page.page.press('#document-0-title', 'Enter');
    });
    const draft = await checkedDraft(page);
    await publish(page, other, draft);
    expect([(await planOn('2026-01-31')).status, (await planOn(kDay)).status]).toEqual(['in_force', 'suspended']);
    const { documents } = await planOn(kDay);
    expect(documents.at(-1)?.title).toBe('Quyết định tạm dừng (DEMO)');
    await when('the edition before is made current', () => restore(other, before));
    expect((await planOn(kDay)).status).toBe('in_force');
  });

  test('is written of rightly: what was changed alone, and back', async () => {
    const [page, other] = await given('a planner and an approver', async () => [await signedIn(planner, kNoMap), await signedIn(approver, kNoMap)] as const);
    const before = await current();
    const was = await planOn(kDay);
    await openForm(page, 'metadata', plan);
    expect(await page.page.inputValue('#amend-title')).toBe(was.title);
    await when('nothing is changed', () => page.page.click('#amend-make'));
    expect(await page.text('#amend-faults')).not.toBe('');
    await when('title, scale and a document are corrected', async () => {
      await page.page.fill('#amend-title', `${was.title}, tên đầy đủ (DEMO)`);
      await page.page.fill('#amend-scale', '1/500');
      await page.page.locator('.kept-documents input').first().check();
      await page.page.click('#amend-make');
    });
    expect(await page.focused()).toBe('amend-scale');
    await page.page.fill('#amend-scale', '1000');
    expect(await page.axe()).toEqual([]);
    await page.page.click('#amend-make');
    const draft = await checkedDraft(page);
    await publish(page, other, draft);
    const is = await planOn(kDay);
    expect(is).toMatchObject({ title: `${was.title}, tên đầy đủ (DEMO)`, scale: 1000, decision: was.decision, status: was.status });
    expect(is.documents.map(({ href }) => href)).toEqual(was.documents.slice(1).map(({ href }) => href));
    await when('the edition before is made current', () => restore(other, before));
    expect(await planOn(kDay)).toEqual(was);
  });

  test("a commune's new parcels become a draft that tells what becomes of the old ones", async () => {
    const own = emptyFolder(join(tmpdir(), `quyhoach-parcels-${process.pid}`));
    const columns = [{ name: 'SO_TO', width: 4, value: () => '901' }, { name: 'SO_THUA', width: 6, value: (_: unknown, index: number) => String(index + 1) }];
    writeShapefile(own, 'THUA', zonesOf(folder), columns, 'TCVN3');
    const page = await given('a planner', () => signedIn(planner));
    const { page: tab } = page;
    await tab.click('#nav-new');
    await tab.check('#folder-parcels');
    await when('whose parcels they are is not said', () => tab.setInputFiles('#pick-folder', own));
    expect(await page.text('#choice')).not.toBe('');
    expect(await page.focused()).toBe('folder-commune');
    expect(await page.axe()).toEqual([]);
    await when('it is said', async () => {
      await tab.selectOption('#folder-commune', '27553');
      await tab.setInputFiles('#pick-folder', own);
      await tab.waitForSelector('#proposal', { timeout: 90_000 });
    });
    expect(await tab.inputValue('#field-0-sheet')).toBe('SO_TO');
    expect(await tab.inputValue('#field-0-number')).toBe('SO_THUA');
    expect(await tab.inputValue('#constant-0-commune')).toBe('27553');
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-parcels-form', true);
    await when('the number has no column', async () => {
      await tab.selectOption('#field-0-number', '');
      await tab.click('#proposal-make');
    });
    expect(await page.focused()).toBe('field-0-number');
    await tab.selectOption('#field-0-number', 'SO_THUA');
    await tab.click('#proposal-make');
    await checkedDraft(page);
    expect(await page.count('.group[data-code=PARCELS_VANISH]')).toBe(1);
    await acceptAll(page);
    await loadImpact(page);
    expect(await page.text('#impact-cadastre')).toContain('27553');
    await when('a parcel that is new is looked at', () => tab.locator('.impact-table tr:has-text("thửa mới") .parcel').first().click());
    await tab.waitForSelector('#comparison[data-status=ready]');
    expect(await page.text('#comparison')).toContain('không có thửa này');
    // A tile beside the commune may be empty (204) and come first: the draft is drawn when one with parcels came.
    const drawn = tab.waitForResponse((response) => /\/drafts\/[^/]+\/tiles\/cadastre\//.test(response.url()) && response.status() === 200);
    await when('the map shows what would be', () => tab.click('#preview-after'));
    await drawn;
    await page.waitForDrawnMap();
    await page.screenshot('desk-parcels-after');
    expect(await page.axe()).toEqual([]);
    await when('it is withdrawn', () => takeStep(page, 'withdrawn', 'Chỉ để thử.'));
  });

  test('looks as it should on a phone, in the dark and with more contrast', async () => {
    const page = await signedIn(planner, kNoMap);
    const { page: tab } = page;
    const long = 'Quyết định phê duyệt điều chỉnh cục bộ quy hoạch chi tiết xây dựng tỷ lệ 1-500 khu tái định cư xã Tân Phú Trung.pdf';
    const looks = [
      ['wide', { colorScheme: 'light', contrast: 'no-preference' }, 1280], ['phone', { colorScheme: 'light', contrast: 'no-preference' }, 390],
      ['dark', { colorScheme: 'dark', contrast: 'no-preference' }, 1280], ['high-contrast', { colorScheme: 'light', contrast: 'more' }, 390],
    ] as const;
    const look = async (view: string): Promise<void> => {
      for (const [name, media, width] of looks) {
        await tab.emulateMedia(media);
        await tab.setViewportSize({ width, height: 860 });
        expect.soft(await page.axe(), `${name}: ${view}`).toEqual([]);
        expect.soft(await page.overflow(), `${name}: ${view}`).toBeLessThanOrEqual(0);
        await page.screenshot(`desk-${name}-${view}`, view !== 'plans');
      }
    };
    await tab.click('#nav-plans');
    await tab.waitForSelector('table.plans');
    await look('plans');
    for (const kind of ['status', 'metadata'] as const) {
      await openForm(page, kind, plan);
      await tab.setInputFiles('#amend-files', { name: long, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
      if (kind === 'metadata') await tab.fill('#amend-scale', 'x');
      await tab.click('#amend-make');
      await look(kind);
    }
  });
});
