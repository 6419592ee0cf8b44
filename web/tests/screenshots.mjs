// Pictures of every page in both themes, over the demo ledger: node tests/screenshots.mjs FOLDER [PAGE...]
//
// GAINSAY names the binary, CHROMIUM the browser.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser/browser.mjs';
import { binary, serveDemo } from './browser/server.mjs';

const [, , out, ...only] = process.argv;
if (!out) throw new Error('usage: node tests/screenshots.mjs FOLDER [PAGE...]');

const folder = await mkdtemp(join(tmpdir(), 'gainsay-pages-'));
const server = await serveDemo(binary, join(folder, 'demo.db'));
const browser = await launch();
const ask = async (path) => (await fetch(server.url + path)).json();
const { matters } = await ask('/api/matters');
const ferry = matters.find(({ title }) => title.startsWith('Ferry sinking'));
const shelling = matters.find(({ title }) => title.includes('shelling'));
const { documents } = await ask(`/api/matters/${shelling.id}`);

/** Each page: its name, its address, and what it has once it is there. */
const PAGES = [
  ['matters', '/', '[data-testid=matter-row]'],
  ['matter', `/matters/${ferry.id}`, '[data-testid=history-mark]'],
  ['matter-by-policy', `/matters/${ferry.id}?policy=latest-by-origin`, '[data-testid=best]'],
  ['documents', '/documents', '[data-testid=document-row]'],
  ['reader', `/documents/${documents[0].id}`, '[data-testid=margin-note]'],
  ['sources', '/sources', 'main table'],
  ['network', '/sources?view=network', 'main svg'],
  ['matrix', '/sources?view=matrix', 'main table'],
  ['timeline', '/timeline', 'main svg'],
  ['map', '/map', 'main canvas, main svg'],
  ['search', '/search?q=killed', 'main li, main article'],
  ['review', '/review', 'main'],
  ['about', '/about', 'h1'],
];

await mkdir(out, { recursive: true });
const page = await browser.context.newPage();
await page.setViewportSize({ width: 1280, height: 1000 });
for (const colorScheme of ['light', 'dark']) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  for (const [name, address, there] of PAGES) {
    if (only.length > 0 && !only.includes(name)) continue;
    await page.goto(server.url + address);
    await page.locator(there).first().waitFor();
    await page.waitForLoadState('networkidle');
    // Without a graphics card the outlines of the map take a while.
    if (name === 'map') await page.waitForTimeout(20_000);
    const path = join(out, `${name}-${colorScheme}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 82 });
    console.log(path);
  }
}
await browser.close();
await server.stop();
await rm(folder, { recursive: true, force: true });
