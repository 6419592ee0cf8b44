// Reports that try to run something, on every page and in the file that is saved: nothing may.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FILES, ON_DISK, PATHS } from '../fixtures/hostile.mjs';
import { complaints, launch } from './browser.mjs';
import { drop, told } from './dropping.mjs';
import { binary, run, serveLedger } from './server.mjs';

let folder;
let server;
let browser;
let page;
let found;

const ask = async (path) => (await fetch(server.url + path)).json();

/** Every address that the pages know, by the source of the routes: an address that is added there is visited here. */
async function routes() {
  const source = await readFile(new URL('../../src/lib/routes.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/\{ page: '(\w+)'(; (?:id|name): string)? \}/g)];
  const { matters } = await ask('/api/matters?limit=500');
  const { documents } = await ask('/api/documents?limit=500');
  const { sources } = await ask('/api/sources?limit=500');
  const claims = matters.flatMap(({ facets }) =>
    facets.flatMap(({ sides }) => sides.flatMap((side) => side.claims)),
  );
  const places = {
    matters: ['/', '/?contested=1', '/?as_of=2024-02-15', '/?policy=range'],
    matter: matters.slice(0, 6).map(({ id }) => `/matters/${id}`),
    claim: claims.slice(0, 2).map((id) => `/claims/${encodeURIComponent(id)}`),
    reader: documents.map(({ id }) => `/documents/${id}`),
    sources: ['/sources', '/sources?view=network', '/sources?view=matrix'],
    source: sources.slice(0, 3).map(({ name }) => `/sources/${encodeURIComponent(name)}`),
    outlet: documents
      .slice(0, 3)
      .flatMap(({ outlet }) => (outlet ? [`/outlets/${encodeURIComponent(outlet)}`] : [])),
    search: ['/search', '/search?q=killed', `/search?q=${encodeURIComponent('"<script>alert(1)</script>')}`],
    log: ['/review/log'],
    unknown: PATHS,
  };
  return names.flatMap(([, name]) => places[name] ?? [`/${name}`]);
}

/** Wait until the page has its answer, or says why it has none. */
const settled = () =>
  page.waitForFunction(
    () =>
      document.querySelector('h1, [role=alert]') &&
      !document.querySelector('[aria-busy=true], .skeleton') &&
      document.querySelector('[data-testid], [role=alert], .page'),
  );

/** What a page must not hold or have done, by the page's own account. */
async function wrongs() {
  return page.evaluate(() => {
    const wrong = [];
    if (window.hostile !== undefined) wrong.push(`ran ${window.hostile}`);
    if (document.querySelector('iframe, form[action], base, object, embed, meta[http-equiv=refresh]'))
      wrong.push('holds foreign elements');
    for (const script of document.scripts)
      if (!script.src.startsWith(`${location.origin}/assets/`))
        wrong.push(`script ${script.outerHTML.slice(0, 80)}`);
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) wrong.push(`${element.tagName} has ${name}`);
        if (['href', 'src', 'xlink:href', 'action', 'formaction'].includes(name)) {
          const { protocol, origin } = new URL(value, location.href);
          if (!['http:', 'https:'].includes(protocol) || origin !== location.origin)
            wrong.push(`${element.tagName} leads to ${value.slice(0, 80)}`);
        }
      }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const widest = [...document.body.querySelectorAll('*')]
        .filter(
          (one) => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest('svg, .table-frame'),
        )
        .map((one) => `${one.tagName}.${one.className}`);
      wrong.push(
        `scrolls sideways by ${scrollWidth - clientWidth}: ${[...new Set(widest)].slice(-4).join(', ')}`,
      );
    }
    // Words that turn the direction must not turn what stands beside them.
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!/[\u202A-\u202E\u2066-\u2069]/u.test(node.data)) continue;
      let around = node.parentElement;
      const isolates = (element) => {
        const { unicodeBidi, display } = getComputedStyle(element);
        return /isolate|plaintext/.test(unicodeBidi) || !/^(inline|contents)$/.test(display);
      };
      while (around && !isolates(around) && !(around instanceof SVGElement)) around = around.parentElement;
      const isolated = around && /isolate|plaintext/.test(getComputedStyle(around).unicodeBidi);
      const alone = around?.textContent.trim() === node.data.trim();
      if (!isolated && !alone && !(around instanceof SVGElement))
        wrong.push(`not isolated: ${node.data.slice(0, 60)} in ${around?.outerHTML.slice(0, 200)}`);
    }
    return wrong;
  });
}

async function check(what) {
  assert.deepEqual([...(await wrongs()), ...found], [], what);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gainsay-hostile-'));
  await mkdir(join(folder, 'reports'));
  for (const { name, text } of ON_DISK) await writeFile(join(folder, 'reports', name), text);
  const ledger = join(folder, '<img src=x onerror=window.hostile=[1]>.db');
  const { code, text } = await run(binary, ['add', '--quiet', 'reports', '--ledger', ledger], folder);
  assert.ok([0, 1].includes(code), text);
  server = await serveLedger(binary, ledger);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
  found = complaints(page, server.url);
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(`${server.url}/`) && frame.url() !== 'about:blank')
      found.push(`went to ${frame.url()}`);
  });
});

/** Answers of 400 and 404 that a hostile address asks for are logged by the browser; they are no fault of the page. */
const forgive = () => {
  const others = found.filter((line) => !/^Failed to load resource: .* status of (400|404)/.test(line));
  found.splice(0, found.length, ...others);
};

describe('hostile reports', () => {
  for (const width of [1280, 360]) {
    it(`run nothing on any page, ${width} px`, async () => {
      await page.setViewportSize({ width, height: 800 });
      const all = await routes();
      const wrong = {};
      assert.ok(all.length > 30, 'the corpus is in the ledger');
      for (const path of all) {
        await page.goto(server.url + path);
        await settled();
        // What is folded is shown, what takes a pointer is given one.
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          for (const button of document.querySelectorAll('button.quiet[aria-expanded=false]')) button.click();
        });
        await settled();
        forgive();
        const seen = [...(await wrongs()), ...found.splice(0)];
        if (seen.length > 0) wrong[path] = [...new Set(seen)];
      }
      assert.deepEqual(wrong, {});
    });
  }

  it('run nothing when they are dropped, and their names are only names', async () => {
    await page.goto(`${server.url}/documents`);
    await drop(page, FILES);
    const states = await told(page);
    for (const { name } of FILES.slice(0, 20)) {
      const shown = Object.keys(states).some(
        (one) => one.replace(/\s+/g, ' ') === name.replace(/\s+/g, ' ').slice(0, 300),
      );
      assert.ok(shown, name);
    }
    await check('the panel');
    await page.setViewportSize({ width: 360, height: 800 });
    await check('the panel at 360 px');
  });

  it('run nothing in the file that is saved', async () => {
    const { matters } = await ask('/api/matters');
    for (const [index, { id }] of matters.slice(0, 3).entries()) {
      await page.goto(`${server.url}/matters/${id}`);
      await page.getByTestId('claim-row').first().waitFor();
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share').click()]);
      assert.match(saved.suggestedFilename(), /^[\p{L}\p{N}][\p{L}\p{N} ._-]*\.html$/u);
      const path = join(folder, `shared-${index}.html`);
      await saved.saveAs(path);
      const alone = await browser.context.newPage();
      const asked = [];
      alone.on('request', (request) => asked.push(request.url()));
      alone.on('dialog', (dialog) => asked.push(dialog.message()) && dialog.dismiss());
      alone.on('console', (message) => asked.push(message.text()));
      await alone.goto(pathToFileURL(path).href);
      const state = await alone.evaluate(() => ({
        ran: window.hostile,
        scripts: document.scripts.length,
        foreign: document.querySelectorAll('iframe, form, base, object, embed, img, meta[http-equiv=refresh]')
          .length,
        handlers: [...document.querySelectorAll('*')].flatMap((one) =>
          [...one.attributes].filter(({ name }) => /^on/i.test(name)).map(({ name }) => name),
        ),
        links: [...document.querySelectorAll('[href], [src]')]
          .map((one) => one.getAttribute('href') ?? one.getAttribute('src'))
          .filter((href) => !href.startsWith('#')),
        isDocumentation: document.querySelectorAll('code').length > 0,
      }));
      assert.deepEqual(state, {
        ran: undefined,
        scripts: 0,
        foreign: 0,
        handlers: [],
        links: [],
        isDocumentation: true,
      });
      assert.deepEqual(asked, [pathToFileURL(path).href]);
      await alone.close();
    }
    await check('the page that was saved');
  });
});
