// Second layer: the page as its readers know it. Tests speak of searching, choosing and reading, not of selectors.
import { mkdirSync, readFileSync } from 'node:fs';
import type { Page, Response } from 'playwright-core';
import { kOutput, kServer, openTab, type Evidence, type Visit } from './helper';

const kPatience_ms = 15_000;
/** axe-core as a file: run in the page's own world, where the content policy does not reach. */
const kAxePath = process.env['AXE_PATH'] ?? '';

export interface AxeFinding {
  readonly id: string;
  readonly impact: string;
  readonly targets: string;
}

export class PageDriver {
  private constructor(
    readonly page: Page,
    readonly evidence: Evidence,
    private readonly close_: () => Promise<void>,
  ) {
    page.setDefaultTimeout(kPatience_ms);
  }

  static async open(path: string, visit: Visit = {}): Promise<PageDriver> {
    const { page, evidence, close } = await openTab(visit);
    const driver = new PageDriver(page, evidence, close);
    await driver.goTo(path);
    return driver;
  }

  async goTo(path: string): Promise<Response | null> {
    return this.page.goto(kServer + path, { waitUntil: 'domcontentloaded' });
  }

  async close(): Promise<void> {
    await this.close_();
  }

  get address(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async text(selector: string): Promise<string> {
    return ((await this.page.textContent(selector)) ?? '').replace(/\s+/g, ' ').trim();
  }

  async count(selector: string): Promise<number> {
    return this.page.locator(selector).count();
  }

  async isVisible(selector: string): Promise<boolean> {
    return this.page.locator(selector).first().isVisible();
  }

  // --- searching
  async type(text: string): Promise<void> {
    await this.page.fill('#search-input', '');
    await this.page.type('#search-input', text);
  }

  async suggestions(): Promise<readonly string[]> {
    await this.page.waitForSelector('#search-hits:not([hidden]) [role=option]');
    return this.page.locator('#search-hits [role=option]').allInnerTexts();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // --- reading
  async waitForAnswer(): Promise<void> {
    await this.page.waitForSelector('article.answer .summary');
  }

  async waitForProblem(): Promise<string> {
    const problem = await this.page.waitForSelector('.problem');
    return (await problem.getAttribute('data-code')) ?? '';
  }

  async states(): Promise<Readonly<Record<string, string>>> {
    const pairs = await this.page.locator('article.answer [data-topic][data-state]').evaluateAll((elements) => elements.map((element) => [element.getAttribute('data-topic') ?? '', element.getAttribute('data-state') ?? '']));
    return Object.fromEntries(pairs) as Record<string, string>;
  }

  focused(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName || '');
  }

  // --- the map
  async waitForMap(): Promise<void> {
    await this.page.waitForSelector('#tool-layers:visible');
    await this.page.waitForSelector('#map canvas');
  }

  /** No map of the page has anything more to fetch or to draw. What was changed just now shows with the next frame. */
  async waitForDrawnMap(patience_ms = kPatience_ms): Promise<void> {
    await this.page.waitForSelector('#map canvas');
    await this.page.waitForSelector('.map-status', { state: 'detached' });
    await this.page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    await this.page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null, undefined, { timeout: patience_ms });
  }

  async clickMap(shareX: number, shareY: number): Promise<void> {
    const box = await this.page.locator('#map canvas').boundingBox();
    if (!box) throw new Error('The map has no canvas.');
    await this.page.mouse.click(box.x + box.width * shareX, box.y + box.height * shareY);
  }

  // --- proof
  async screenshot(name: string, isWhole = false): Promise<void> {
    mkdirSync(kOutput, { recursive: true });
    await this.page.screenshot({ path: `${kOutput}${name}.png`, fullPage: isWhole });
  }

  /** Width of what reaches beyond the window, in CSS pixels. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async axe(): Promise<readonly AxeFinding[]> {
    const client = await this.page.context().newCDPSession(this.page);
    await client.send('Runtime.evaluate', { expression: readFileSync(kAxePath, 'utf8') });
    const { result } = await client.send('Runtime.evaluate', {
      expression: `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then((r) => JSON.stringify(r.violations.map((v) => ({id: v.id, impact: v.impact ?? '', targets: v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).slice(0, 4).join(' | ')}))))`,
      awaitPromise: true,
      returnByValue: true,
    });
    return JSON.parse(String(result.value)) as readonly AxeFinding[];
  }
}
