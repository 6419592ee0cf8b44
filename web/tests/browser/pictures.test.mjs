// Every chart is saved as SVG and PNG, every view as one HTML file: each needs nothing else and runs nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { demoPage, openSaved } from './demo-page.mjs';

let page;
let found;
let browser;
const desk = demoPage((made) => {
  ({ page, found, browser } = made);
});
const { ask, open, look, saved } = desk;
// What a software renderer says of itself is no complaint of the page.
const own = () => found.filter((text) => !text.includes('GL Driver Message'));

/** Each chart: where it stands, what must be there first, a name that is in it. */
const CHARTS = [
  ['/sources?view=network', '[data-testid=network-node]', 'Who quotes whom'],
  ['/sources?view=matrix', '[data-testid=matrix-cell]', 'How often which outlet quotes which source'],
  ['/timeline', '[data-testid=timeline-mark]', 'Timeline'],
  ['/map', '[data-testid=map-mark]', 'Map of the matters'],
];

/** Opens a saved SVG by itself: it is well formed, asks for nothing, and its words are those given. */
async function openPicture(path) {
  const alone = await browser.context.newPage();
  const asked = [];
  alone.on('request', (request) => asked.push(request.url()));
  await alone.goto(pathToFileURL(path).href);
  const seen = await alone.evaluate(() => ({
    root: document.documentElement.localName,
    broken: document.querySelector('parsererror') !== null,
    words: [...document.querySelectorAll('text')].map((one) => one.textContent.trim()),
    shapes: document.querySelectorAll('path, rect, line, circle').length,
    links: document.querySelectorAll('[href], script, style, image, foreignObject').length,
    vague: [...document.querySelectorAll('*')].filter((one) =>
      [...one.attributes].some(
        ({ name, value }) => name !== 'class' && /var\(|url\(|currentcolor/iu.test(value),
      ),
    ).length,
    outside: [...document.querySelectorAll('text')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.right > innerWidth + 2000 || box.bottom < 0);
    }).length,
  }));
  await alone.close();
  assert.deepEqual(asked, [pathToFileURL(path).href]);
  return seen;
}

async function check(title, index = 0) {
  const { state } = await ask('/api/state');
  const { version } = await ask('/api/summary');
  const svg = await saved(page.getByTestId('save-svg').nth(index), `chart-${index}.svg`);
  assert.match(svg.name, /\.svg$/u);
  const { root, broken, words, shapes, links, vague } = await openPicture(svg.path);
  assert.deepEqual({ root, broken, links, vague }, { root: 'svg', broken: false, links: 0, vague: 0 }, title);
  assert.ok(shapes > 5, `${title}: ${shapes} shapes`);
  const told = words.join(' ');
  assert.ok(told.includes(title), `${title} stands above it: ${told.slice(0, 200)}`);
  assert.ok(
    told.includes(`gainsay ${version}`) && told.includes(state),
    'what it was made from stands below it',
  );
  const png = await saved(page.getByTestId('save-png').nth(index), `chart-${index}.png`);
  const bytes = await readFile(png.path);
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.ok(width > 500 && height > 200, `${title}: ${width} × ${height}`);
  return words;
}

describe('a picture', () => {
  for (const colorScheme of ['light', 'dark']) {
    it(`is made of each chart of the sources, of the timeline and of the map, ${colorScheme}`, async () => {
      await look(1280, colorScheme);
      for (const [path, ready, title] of CHARTS) {
        await open(path);
        await page.locator(ready).first().waitFor();
        await check(title);
      }
      assert.deepEqual(own(), []);
    });
  }

  it('is made of the origin trees, with every outlet they name', async () => {
    const { matters } = await ask('/api/matters');
    await open(`/matters/${matters[0].id}`);
    const trees = page.getByTestId('origin-trees');
    await trees.waitFor();
    const last = (await page.getByTestId('save-svg').count()) - 1;
    const words = (await check('Where it comes from', last)).join(' ');
    for (const name of await trees.locator('li a').allTextContents())
      assert.ok(words.includes(name.trim()), `${name} in ${words.slice(0, 400)}`);
    assert.deepEqual(found, []);
  });

  it('holds the names of the network and the figures of the matrix', async () => {
    const { nodes } = await ask('/api/network');
    await open('/sources?view=network');
    await page
      .getByTestId('network-node')
      .nth(nodes.length - 1)
      .waitFor();
    const words = await check('Who quotes whom');
    const shown = nodes.filter(({ name }) => words.includes(name)).length;
    assert.ok(shown > nodes.length / 2, `${shown} of ${nodes.length} names in full`);
  });

  it('tells the day that was asked for', async () => {
    await open('/sources?view=matrix&as_of=2024-03-21');
    await page.getByTestId('matrix-cell').first().waitFor();
    assert.ok((await check('How often')).join(' ').includes('as known on 21 March 2024'));
  });
});

describe('a view', () => {
  const VIEWS = [
    ['/search?q=killed&status=contested', '[data-testid=search-hit]'],
    ['/search?in=documents', '[data-testid=search-hit]'],
    ['/?contested=1', '[data-testid=matter-row]'],
    ['/timeline', '[data-testid=timeline-mark]'],
    ['/map', '[data-testid=map-mark]'],
    ['/sources?view=network', '[data-testid=network-node]'],
    ['/sources?view=matrix', '[data-testid=matrix-cell]'],
  ];
  for (const [address, ready] of VIEWS) {
    it(`is saved as one file: ${address}`, async () => {
      await open(address);
      await page.locator(ready).first().waitFor();
      await shared(address, ready);
      assert.deepEqual(own(), []);
    });
  }

  it('of a source is saved with its quotes, their documents and where they stand', async () => {
    const { sources } = await ask('/api/sources?sort=contested');
    const address = `/sources/${encodeURIComponent(sources[0].name)}`;
    await open(address);
    await page.getByTestId('held-claim').first().waitFor();
    await shared(address, '[data-testid=held-claim]');
  });

  /** Saves the page and opens the file: quotes, hashes, offsets and the state are in it, and its links lead into it. */
  async function shared(address, ready) {
    const marks = await page.locator(ready).count();
    const { path } = await saved(page.getByTestId('share'), 'view.html');
    const alone = await openSaved(desk, path, pathToFileURL(path).href);
    const { state } = await ask('/api/state');
    const text = await alone.locator('body').textContent();
    assert.ok(text.includes(`state ${state}`), 'the state of the ledger');
    assert.equal(await alone.locator('h1').count(), 1);
    for (const [name, value] of new URL(address, 'http://a').searchParams)
      assert.ok(text.includes(`${name} “\u2068${value}\u2069”`), `what was asked for: ${name}`);
    const dead = await alone.evaluate(() =>
      [...document.querySelectorAll('a[href]')]
        .map((one) => one.getAttribute('href'))
        .filter((href) => !href.startsWith('#') || !document.getElementById(href.slice(1))),
    );
    assert.deepEqual(dead, []);
    if (address.includes('view=')) {
      assert.ok((await alone.locator('svg text').count()) > marks / 20, 'the chart is a drawing');
    } else {
      const ids = await alone.locator('section.shared code').allTextContents();
      assert.ok(ids.length > 0 && ids.some((id) => /^[0-9a-f]{64}$/u.test(id)), 'the hash of each document');
    }
    await alone.close();
  }
});
