// First layer: the browser and the running server. Knows nothing about the page.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

export const kServer = new URL(process.env['QUYHOACH_URL'] ?? 'http://127.0.0.1:8080').origin;
export const kOutput = new URL('./output/', import.meta.url).pathname;

const kExecutable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Software drawing: neither a build machine nor a kiosk has a graphics card. */
const kWithMap = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const kWithoutMap = ['--no-sandbox', '--disable-webgl', '--disable-3d-apis'];

export interface Visit {
  readonly webgl?: boolean;
  readonly phone?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly contrast?: 'more';
  readonly forcedColors?: 'active';
  /** Address of a proxy that everything goes through. */
  readonly proxy?: string;
}

/** What went on behind the page. */
export interface Evidence {
  readonly foreignRequests: string[];
  readonly policyViolations: string[];
  readonly pageErrors: string[];
}

const browsers = new Map<boolean, Promise<Browser>>();

function browserFor(webgl: boolean): Promise<Browser> {
  let browser = browsers.get(webgl);
  if (!browser) {
    browser = chromium.launch({ executablePath: kExecutable, args: webgl ? kWithMap : kWithoutMap });
    browsers.set(webgl, browser);
  }
  return browser;
}

export async function closeBrowsers(): Promise<void> {
  for (const browser of browsers.values()) await (await browser).close();
  browsers.clear();
}

export async function openTab(visit: Visit): Promise<{ page: Page; evidence: Evidence; close: () => Promise<void> }> {
  const browser = await browserFor(visit.webgl ?? true);
  const options: BrowserContextOptions = {
    viewport: visit.phone ? { width: 390, height: 844 } : { width: 1280, height: 860 },
    hasTouch: visit.phone ?? false,
    isMobile: visit.phone ?? false,
    colorScheme: visit.colorScheme ?? 'light',
    contrast: visit.contrast ?? 'no-preference',
    forcedColors: visit.forcedColors ?? 'none',
    reducedMotion: 'reduce',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...(visit.proxy === undefined ? {} : { proxy: { server: visit.proxy } }),
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const evidence: Evidence = { foreignRequests: [], policyViolations: [], pageErrors: [] };
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== kServer) evidence.foreignRequests.push(request.url());
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) evidence.policyViolations.push(message.text());
  });
  page.on('pageerror', (error) => evidence.pageErrors.push(error.message));
  return { page, evidence, close: () => context.close() };
}
