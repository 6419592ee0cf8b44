// The demo, served by the real binary, with a page of its own for each test.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import { complaints, launch } from './browser.mjs';
import { binary, serveDemo } from './server.mjs';

/**
 * What the tests of a file share: `folder`, `server`, `browser`, and for each test a fresh `page` with what it was `found`
 * doing wrong. Made before the file's tests run and gone after them; `made` is told whenever any of it is new.
 *
 * `serve` gives the server for a folder, the demo unless told otherwise; `ready` is run once it serves; `fresh: false` keeps one page for all tests, for
 * those that tell one story.
 */
export function demoPage(
  made,
  {
    serve = (folder) => serveDemo(binary, join(folder, 'demo.db')),
    fresh = true,
    ready = async () => {},
  } = {},
) {
  const desk = {
    open: (path) => desk.page.goto(desk.server.url + path),
    ask: async (path) => (await fetch(desk.server.url + path)).json(),
    /** How far the page can be scrolled sideways, in pixels. */
    spill: () =>
      desk.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    /** The page in a window so wide, in a theme, without motion. */
    async look(width, colorScheme) {
      await desk.page.setViewportSize({ width, height: 800 });
      await desk.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    },
    /** The file that a click makes the page save, as `name`. */
    async saved(button, name) {
      const [download] = await Promise.all([desk.page.waitForEvent('download'), button.click()]);
      const path = join(desk.folder, name);
      await download.saveAs(path);
      return { path, name: download.suggestedFilename() };
    },
  };
  const another = async () => {
    await desk.page?.close();
    desk.page = await desk.browser.context.newPage();
    desk.found = complaints(desk.page, desk.server.url);
    made(desk);
  };
  before(async () => {
    desk.folder = await mkdtemp(join(tmpdir(), 'gainsay-pages-'));
    desk.server = await serve(desk.folder);
    desk.browser = await launch();
    made(desk);
    await ready();
    if (!fresh) await another();
  });
  after(async () => {
    await desk.browser?.close();
    await desk.server?.stop();
    await rm(desk.folder, { recursive: true, force: true });
  });
  if (fresh) beforeEach(another);
  return desk;
}

/** Opens a saved page from disk: nothing may run in it and nothing be asked for. */
export async function openSaved(desk, path, url) {
  const alone = await desk.browser.context.newPage();
  const asked = [];
  alone.on('request', (request) => asked.push(request.url()));
  alone.on('console', (message) => asked.push(message.text()));
  await alone.goto(url);
  assert.deepEqual(asked, [url], `${path} asks for more than itself`);
  assert.equal(await alone.locator('script, button, select, input, iframe, a[href^="/"]').count(), 0);
  return alone;
}
