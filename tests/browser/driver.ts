// Second layer: the page as its readers know it. Tests speak of searching, choosing and reading, not of selectors.
import { mkdirSync, readFileSync } from 'node:fs';
import type { Page, Request, Response } from 'playwright-core';
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
  private readonly open_ = new Set<Request>();

  private constructor(
    readonly page: Page,
    readonly evidence: Evidence,
    private readonly close_: () => Promise<void>,
  ) {
    page.setDefaultTimeout(kPatience_ms);
    page.on('request', (request) => this.open_.add(request));
    for (const ended of ['requestfinished', 'requestfailed'] as const) page.on(ended, (request) => this.open_.delete(request));
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

  /** Until nothing was under way for half a second. The browser's own "networkidle" is told once a document and at times not at all. */
  async settled(patience_ms = kPatience_ms): Promise<void> {
    const [kQuiet_ms, kGlance_ms] = [500, 50];
    const end = Date.now() + patience_ms;
    for (let quiet_ms = 0; quiet_ms < kQuiet_ms; quiet_ms = this.open_.size === 0 ? quiet_ms + kGlance_ms : 0) {
      if (Date.now() > end) throw new Error(`still under way: ${[...this.open_].map((request) => `${request.method()} ${request.url()}`).join(', ')}`);
      await this.page.waitForTimeout(kGlance_ms);
    }
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

  /** The map has nothing more to fetch or to draw. */
  async waitForDrawnMap(): Promise<void> {
    await this.waitForMap();
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForTimeout(600);
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
