// A walk over the pages of any ledger: node tests/walk.mjs LEDGER [N]
//
// Opens every page, and of each list up to N (10) of the matters, documents, sources and outlets it leads to, wide in
// the light theme and 360 px narrow in the dark one. What it finds wrong is printed, and makes it fail: a complaint in
// the console, a request to another host, a serious barrier (axe), sideways scrolling, a page without content.
// It works on a copy of the ledger. GAINSAY names the binary, CHROMIUM the browser.
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barriers, complaints, launch } from './browser/browser.mjs';
import { binary, serveLedger } from './browser/server.mjs';

const [, , ledger, most = '10'] = process.argv;
if (!ledger || !(Number(most) > 0)) throw new Error('usage: node tests/walk.mjs LEDGER [N]');

/** Pages that every ledger has, and what is asked of them. */
const PAGES = [
  '/',
  '/?contested=1',
  '/?q=xylophone',
  '/?as_of=1900-01-01',
  '/documents',
  '/documents?sort=contested',
  '/documents?q=xylophone',
  '/documents?as_of=1900-01-01',
  '/sources',
  '/sources?view=network',
  '/sources?view=matrix',
  '/sources?as_of=1900-01-01',
  '/timeline',
  '/timeline?as_of=1900-01-01',
  '/map',
  '/map?as_of=1900-01-01',
  '/search',
  '/search?in=documents',
  '/search?q=xylophone',
  '/search?as_of=1900-01-01',
  '/review',
  '/review/log',
  '/about',
];
/** There is no such page, and it says so. */
const NOWHERE = '/nowhere';
/** Where links are looked for, and which. */
const LINKS = [
  ['/?contested=1', '/matters/'],
  ['/', '/matters/'],
  ['/documents?sort=contested', '/documents/'],
  ['/documents', '/documents/'],
  ['/sources', '/sources/'],
];
const OUTLETS = 3;
const HEAVY = ['serious', 'critical'];
/** What Chromium says of its own drawing where there is no graphics card. */
const DRIVER = /GL Driver Message \(OpenGL, Performance/;

const folder = await mkdtemp(join(tmpdir(), 'gainsay-walk-'));
const copy = join(folder, 'ledger.db');
for (const end of ['', '-wal']) {
  if (await stat(ledger + end).catch(() => null)) await copyFile(ledger + end, copy + end);
  else if (end === '') throw new Error(`there is no ledger ${ledger}`);
}

const server = await serveLedger(binary, copy);
const browser = await launch();
const page = await browser.context.newPage();
const said = complaints(page, server.url);
const wrong = [];
const times = [];

async function settled() {
  await page.locator('main h1, main [role=alert]').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main [aria-busy=true], main .skeleton'));
  await page.waitForLoadState('networkidle');
}

/** What a reader sees of it: its heading, and how much stands below. */
const content = () =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    const heading = main?.querySelector('h1')?.textContent?.trim() ?? '';
    return {
      heading,
      below: (main?.innerText.trim().length ?? 0) - heading.length,
      problem: main?.querySelector('[role=alert]')?.textContent?.trim() ?? '',
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });

async function look(address) {
  const found = [];
  said.length = 0;
  const began = performance.now();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  try {
    await page.goto(server.url + address);
    await settled();
    times.push([performance.now() - began, address]);
    const { heading, below, problem } = await content();
    if (heading === '' || below < 20) found.push(`an empty page: “${heading}” and ${below} characters`);
    if (problem !== '' && address !== NOWHERE) found.push(`it says: ${problem}`);
    found.push(...(await barriers(page, HEAVY)).map((barrier) => `wide, light: ${barrier}`));
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await settled();
    const { sideways } = await content();
    if (sideways > 0) found.push(`scrolls sideways by ${sideways} px at 360 px`);
    found.push(...(await barriers(page, HEAVY)).map((barrier) => `narrow, dark: ${barrier}`));
  } catch (error) {
    found.push(String(error));
  }
  found.push(...said.filter((text) => !DRIVER.test(text)).map((text) => `console or network: ${text}`));
  for (const what of found) console.log(`${address}\n    ${what}`);
  wrong.push(...found);
}

/** Addresses on a page that begin as asked, each once, without what only points into them. */
async function linksOn(address, start) {
  await page.goto(server.url + address);
  await settled();
  const all = await page.locator(`main a[href^="${start}"]`).evaluateAll((links) =>
    // A link of a chart is an element of SVG.
    links.map((link) => new URL(link.getAttribute('href'), location.href).pathname),
  );
  return [...new Set(all)].slice(0, Number(most));
}

const addresses = new Set([...PAGES, NOWHERE]);
for (const [address, start] of LINKS) {
  for (const link of await linksOn(address, start)) addresses.add(link);
}
const { outlets } = await (await fetch(`${server.url}/api/documents?limit=1`)).json();
for (const { name } of outlets.slice(0, OUTLETS)) addresses.add(`/outlets/${encodeURIComponent(name)}`);

for (const address of addresses) await look(address);

times.sort(([a], [b]) => b - a);
console.log(`${addresses.size} pages, ${wrong.length} things wrong; the slowest to open:`);
for (const [time, address] of times.slice(0, 3)) console.log(`    ${Math.round(time)} ms ${address}`);
await browser.close();
await server.stop();
await rm(folder, { recursive: true, force: true });
process.exitCode = wrong.length > 0 ? 1 : 0;
