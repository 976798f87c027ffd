// The planner's desk with files as strangers and consultants send them, read by the real reader. Runs only with --desk.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptAll, checkedDraft, chooseFolder, deskData, signedIn, type DeskData } from './desk';
import { emptyFolder, writeDgn, writeDxf, zonesOf } from './desk_files';
import { kZoneColumns, writeShapefile } from './desk_shapefile';
import { writeZipBomb, writeZipOf } from './desk_zip';
import type { PageDriver } from './driver';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

/** Fills in what no file tells. */
async function describePlan(page: PageDriver, title: string): Promise<void> {
  const { page: tab } = page;
  await tab.fill('#plan-title', title);
  await tab.selectOption('#plan-topic', 'detailed_plan');
  await tab.selectOption('#plan-status', 'in_force');
  await tab.fill('#plan-scale', '500');
  await tab.fill('#plan-number', 'DEMO-1/QĐ');
  await tab.fill('#plan-date', '2026-01-31');
  await tab.fill('#plan-authority', 'Ủy ban nhân dân (DEMO)');
  await tab.fill('#plan-from', '2026-02-01');
  await tab.press('#plan-from', 'Tab');
}

async function proposed(page: PageDriver, folder: string): Promise<void> {
  await chooseFolder(page, folder);
  await page.page.waitForSelector('#proposal', { timeout: 90_000 });
}

describe.skipIf(data === null)('files of strangers', () => {
  const { planner, folder } = data ?? ({} as DeskData);
  const work = join(tmpdir(), `quyhoach-strangers-${process.pid}`);

  test('a virtual file that names others is refused as what it is not', async () => {
    const own = emptyFolder(join(work, 'vrt'));
    cpSync(folder, own, { recursive: true });
    writeFileSync(join(own, 'o_pho.geojson'), '<OGRVRTDataSource><OGRVRTLayer name="o_pho"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>');
    const page = await given('a planner', () => signedIn(planner));
    await when('the folder is sent', () => chooseFolder(page, own));
    await checkedDraft(page);
    expect(await page.page.getAttribute('#verdict', 'data-passed')).toBe('false');
    expect(await page.count('.group[data-code=DRIVER_NOT_ALLOWED], .group[data-code=SOURCE_UNSAFE], .group[data-code=SOURCE_ERROR]')).toBeGreaterThan(0);
    expect(await page.text('.groups')).not.toContain('root:');
  });

  test('an archive that grows beyond all measure is refused, and nothing of it is kept', async () => {
    const own = emptyFolder(join(work, 'bomb'));
    writeZipBomb(join(own, 'zones.zip'), 600);
    const page = await given('a planner', () => signedIn(planner));
    await page.page.click('#nav-new');
    await page.page.waitForSelector('#drop');
    await when('it is sent', () => page.page.setInputFiles('#pick-files', join(own, 'zones.zip')));
    expect(await page.waitForProblem()).toBe('LIMIT_UNPACKED');
    const dropped = page.page.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().includes('/uploads/'));
    await page.page.click('#upload-cancel');
    expect((await dropped).status()).toBe(204);
    await page.page.waitForSelector('#drop');
  });

  test('a Shapefile in TCVN3 without a word about it becomes a draft', async () => {
    const own = emptyFolder(join(work, 'tcvn3'));
    writeShapefile(own, 'O_PHO', zonesOf(folder), kZoneColumns, 'TCVN3');
    const page = await given('a planner', () => signedIn(planner));
    await when('the folder is sent', () => proposed(page, own));
    await page.page.waitForSelector('.offer:has-text("TCVN3"):has(:checked)');
    expect(await page.text('.offer:has-text("TCVN3")')).toMatch(/Đất/);
    expect(await page.count('.offer:has(.mini-map)')).toBeGreaterThan(0);
    await page.waitForDrawnMap();
    expect(await page.axe()).toEqual([]);
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    await page.screenshot('desk-proposal', true);
    await when('nothing is filled in', () => page.page.click('#proposal-make'));
    expect(await page.focused()).toBe('plan-title');
    expect(await page.text('#plan-scale-error')).not.toBe('');
    expect(await page.axe()).toEqual([]);
    await when('the plan is described', () => describePlan(page, 'Đồ án TCVN3 (DEMO)'));
    expect(await page.page.inputValue('#plan-id')).toBe('do-an-tcvn3-demo');
    expect(await page.page.inputValue('#proposal-toml')).toContain('title = "Đồ án TCVN3 (DEMO)"');
    await page.page.click('#proposal-make');
    await checkedDraft(page);
    expect(await page.text('#desk-title')).toBe('Đồ án TCVN3 (DEMO)');
    expect(await page.count('.group[data-code=TEXT_ENCODING], .group[data-code=CRS_MISSING], .group[data-code=OUTSIDE_DISTRICT]')).toBe(0);
  });

  test.each(['VNI', 'CP1258'] as const)('a Shapefile in %s is read as it was meant', async (charset) => {
    const own = emptyFolder(join(work, charset));
    writeShapefile(own, 'O_PHO', zonesOf(folder), kZoneColumns, charset);
    const page = await given('a planner without a map', () => signedIn(planner, { webgl: false }));
    await when('the folder is sent', () => proposed(page, own));
    await page.page.waitForSelector(`.offer:has-text("${charset}"):has(:checked)`);
    expect(await page.text(`.offer:has-text("${charset}")`)).toMatch(/Đất/);
    expect(await page.axe()).toEqual([]);
    await when('the plan is described', () => describePlan(page, `Đồ án ${charset} (DEMO)`));
    await page.page.click('#proposal-make');
    await checkedDraft(page);
    expect(await page.count('.group[data-code=TEXT_ENCODING], .group[data-code=CRS_MISSING]')).toBe(0);
    const names = new Set(zonesOf(folder).map(({ name }) => name.replaceAll('\u2013', '-')));
    await acceptAll(page);
    const said = await page.page.evaluate(async () => {
      const draft = location.hash.slice('#draft='.length);
      const { plan } = (await (await fetch(`/api/v1/drafts/${draft}`)).json()) as { plan: string };
      const { parcels } = (await (await fetch(`/api/v1/drafts/${draft}/impact`)).json()) as { parcels: readonly { items: readonly { plan: string; function: string }[] }[] };
      return parcels.flatMap(({ items }) => items.filter((item) => item.plan === plan).map((item) => item.function));
    });
    expect(said.length).toBeGreaterThan(0);
    for (const name of said) expect(names.has(name), name).toBe(true);
  });

  test('a whole plan in an archive becomes a draft', async () => {
    const own = emptyFolder(join(work, 'zip'));
    writeZipOf(join(own, 'đồ án.zip'), folder, 'đồ án');
    const page = await given('a planner without a map', () => signedIn(planner, { webgl: false }));
    await page.page.click('#nav-new');
    await page.page.waitForSelector('#drop');
    await when('the archive is sent', () => page.page.setInputFiles('#pick-files', join(own, 'đồ án.zip')));
    await checkedDraft(page);
    expect(readFileSync(join(folder, 'plan.toml'), 'utf8')).toContain(await page.text('#desk-title'));
    expect(await page.count('.group[data-code^=ARCHIVE], .group[data-code=FILE_MISSING]')).toBe(0);
    expect(await page.axe()).toEqual([]);
  });

  const drawings: readonly (readonly [string, (path: string, zones: ReturnType<typeof zonesOf>) => void])[] = [['dxf', writeDxf], ['dgn', writeDgn]];
  test.each(drawings)('a drawing, %s, that names no CRS is placed by where it lies', async (kind, write) => {
    const own = emptyFolder(join(work, kind));
    write(join(own, `ban-ve.${kind}`), zonesOf(folder));
    const page = await given('a planner', () => signedIn(planner));
    await when('the folder is sent', () => proposed(page, own));
    expect(await page.count('.offer:has(.mini-map)')).toBeGreaterThan(0);
    expect(await page.count('.layer-proposal')).toBeGreaterThan(0);
    expect(await page.axe()).toEqual([]);
    await page.screenshot(`desk-proposal-${kind}`, true);
    const dropped = page.page.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().includes('/uploads/'));
    await page.page.click('#proposal-drop');
    expect((await dropped).status()).toBe(204);
  });
});
