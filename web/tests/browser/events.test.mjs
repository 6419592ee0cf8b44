// The timeline and the map over the demo, served by the real binary.
//
// GAINSAY names the binary, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';

// What a software renderer says of itself is no complaint of the page.
const own = (found) => found.filter((text) => !text.includes('GL Driver Message'));

let page;
let found;
const { ask, open, spill } = demoPage((made) => {
  ({ page, found } = made);
});
const address = () => new URL(page.url());
const marks = () => page.getByTestId('timeline-mark');
const ids = (locator) => locator.evaluateAll((all) => all.map((one) => one.dataset.matter).sort());
const mapReady = (plain = 'false') =>
  page.locator(`[data-testid=map][data-ready=true][data-plain=${plain}]`).waitFor();

beforeEach(async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

describe('every size and theme', () => {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ]) {
    it(`has no barrier at ${width} px, ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open('/timeline');
      await marks().first().waitFor();
      assert.deepEqual(await barriers(page), [], 'timeline');
      assert.equal(await spill(), 0, 'the timeline scrolls sideways');
      await open('/map');
      await mapReady();
      await page.getByTestId('map-mark').first().waitFor();
      assert.deepEqual(await barriers(page), [], 'map');
      await page.getByTestId('map-mark').first().click();
      await page.getByTestId('map-popover').waitFor();
      assert.deepEqual(await barriers(page), [], 'popover');
      assert.equal(await spill(), 0, 'the map scrolls sideways');
      assert.deepEqual(own(found), []);
    });
  }
});

describe('the timeline', () => {
  it('shows each dated matter as wide as its days, in the table too', async () => {
    const { events, total } = await ask('/api/events?dated=true');
    await open('/timeline');
    await marks().first().waitFor();
    assert.equal(await marks().count(), total);
    assert.deepEqual(await ids(marks()), events.map(({ id }) => id).sort());
    assert.deepEqual(await ids(page.getByTestId('event-row')), events.map(({ id }) => id).sort());
    for (const { id, date, contested } of events) {
      const mark = page.locator(`[data-testid=timeline-mark][data-matter="${id}"]`);
      const days = (Date.parse(date.end) - Date.parse(date.start)) / 86_400_000 + 1;
      assert.equal(await mark.getAttribute('data-days'), String(days));
      assert.equal((await mark.getAttribute('data-standing')) === 'contested', contested);
    }
    assert.deepEqual(own(found), []);
  });

  it('leads to the matter by a key', async () => {
    await open('/timeline');
    const mark = marks().first();
    const id = await mark.getAttribute('data-matter');
    await mark.press('Enter');
    await page.getByTestId('claim-row').first().waitFor();
    assert.equal(address().pathname, `/matters/${id}`);
  });

  it('chooses days by keys and by dragging, and keeps them in the address', async () => {
    await open('/timeline');
    await marks().first().waitFor();
    const all = await marks().count();
    await page.getByTestId('overview-start').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => new URLSearchParams(location.search).has('from'));
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid=timeline-mark]').length < count,
      all,
    );
    await page.keyboard.press('Home');
    await page.waitForFunction(() => !new URLSearchParams(location.search).has('from'));
    const box = await page.getByTestId('overview').boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
    await page.mouse.up();
    await page.waitForFunction(() => {
      const search = new URLSearchParams(location.search);
      return search.has('from') && search.has('to');
    });
    const { total } = await ask(`/api/events${address().search}&dated=true`);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid=timeline-mark]').length === count,
      total,
    );
    assert.deepEqual(own(found), []);
  });

  it('filters, and shows as much on the map', async () => {
    await open('/timeline');
    await page.getByLabel('Title or place').fill('ferry');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=timeline-mark]').length === 1);
    await page.getByRole('link', { name: 'on the map' }).click();
    await mapReady();
    assert.deepEqual([address().pathname, address().searchParams.get('q')], ['/map', 'ferry']);
    assert.equal(await page.getByTestId('place-row').count(), 1);
    await page.getByLabel('Title or place').fill('nothing of the kind');
    await page.getByText('No matter with a place fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByTestId('place-row').nth(1).waitFor();
    assert.equal(address().search, '');
  });

  it('counts what is too much to draw, and comes nearer', async () => {
    const few = await ask('/api/events?dated=true');
    const many = { ...few, total: 123_456, events: few.events };
    await page.route('**/api/events?*', (route) =>
      new URL(route.request().url()).searchParams.has('from')
        ? route.continue()
        : route.fulfill({ json: many }),
    );
    await open('/timeline');
    await page.getByTestId('too-many').waitFor();
    await page.getByText('123,456 matters').first().waitFor();
    assert.deepEqual(await barriers(page), []);
    const column = page.getByTestId('timeline-column').last();
    await column.press('Enter');
    await marks().first().waitFor();
    assert.ok(address().searchParams.has('from') && address().searchParams.has('to'));
  });

  it('shows a day as it was known', async () => {
    await open('/timeline?as_of=2024-02-20');
    await page.getByText('What was known on 20 February 2024').waitFor();
    const { total } = await ask('/api/events?dated=true&as_of=2024-02-20');
    assert.equal(await marks().count(), total);
    await page.getByRole('link', { name: 'on the map' }).click();
    await page.getByText('What was known on 20 February 2024').waitFor();
    assert.equal(address().searchParams.get('as_of'), '2024-02-20');
  });
});

describe('the map', () => {
  it('shows every place, and by a key the matters there', async () => {
    const { events } = await ask('/api/events?placed=true');
    await open('/map');
    await mapReady();
    const counted = await page
      .getByTestId('map-mark')
      .evaluateAll((all) =>
        all.reduce(
          (sum, one) => sum + Number(/: ([\d,]+) matter/.exec(one.ariaLabel)[1].replace(',', '')),
          0,
        ),
      );
    assert.equal(counted, events.length);
    const mark = page.getByTestId('map-mark').first();
    await mark.press('Enter');
    const popover = page.getByTestId('map-popover');
    await popover.waitFor();
    assert.ok((await popover.getByRole('link').count()) >= 1);
    await page.keyboard.press('Escape');
    await popover.waitFor({ state: 'detached' });
    assert.ok(await mark.evaluate((one) => one === document.activeElement), 'the focus goes back');
    assert.deepEqual(own(found), []);
  });

  it('lists the places beside it, and shows one', async () => {
    await open('/map');
    await mapReady();
    const rows = page.getByTestId('place-row');
    const matter = rows.first().getByRole('link').first();
    const href = await matter.getAttribute('href');
    await rows.first().getByRole('button').press('Enter');
    await matter.press('Enter');
    await page.getByTestId('claim-row').first().waitFor();
    assert.equal(address().pathname, href);
  });

  it('loads its parts only when it is opened', async () => {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open('/timeline');
    await marks().first().waitFor();
    const heavy = () => asked.filter((path) => /map-gl|maplibre|countries/.test(path));
    assert.deepEqual(heavy(), []);
    await page.getByRole('link', { name: 'Map', exact: true }).click();
    await mapReady();
    assert.ok(heavy().length >= 3, String(heavy()));
    assert.deepEqual(own(found), []);
  });

  it('is a plain drawing without WebGL', async () => {
    await page.addInitScript(() => {
      const plain = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind.startsWith('webgl') ? null : plain.call(this, kind, ...rest);
      };
    });
    await open('/map');
    await mapReady('true');
    await page.getByTestId('plain-map').waitFor();
    assert.ok((await page.locator('.plain-map .land').getAttribute('d')).length > 10_000);
    const { events } = await ask('/api/events?placed=true');
    assert.equal(await page.locator('.plain-map .reach path').count(), events.length);
    await page.getByRole('button', { name: 'Nearer' }).click();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    const mark = page.getByTestId('map-mark').first();
    await mark.click();
    await page.getByTestId('map-popover').waitFor();
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(own(found), []);
  });

  it('counts by cell what is too much to list', async () => {
    const few = await ask('/api/events?placed=true');
    const cell = { lat: 40, lon: -8, bounds: [-10, 38, -6, 42], count: 123_456, contested: 7 };
    await page.route('**/api/events?*', (route) =>
      new URL(route.request().url()).searchParams.has('box')
        ? route.continue()
        : route.fulfill({ json: { ...few, total: 123_456, events: [], cells: [cell] } }),
    );
    await open('/map');
    await mapReady();
    await page.getByText('Too many to list each').waitFor();
    await page.getByTestId('map-mark').click();
    await page.getByText('in view').waitFor();
    await page.getByTestId('place-row').getByText('Peniche').first().waitFor();
    assert.deepEqual(own(found), []);
  });
});

describe('other ledgers', () => {
  it('have nothing to place', async () => {
    const few = await ask('/api/events?limit=0');
    const none = { ...few, total: 0, dated: 0, placed: 0, cells: [], kinds: [], outcomes: [] };
    const steps = { step: 'day', steps: [] };
    await page.route('**/api/events?*', (route) =>
      route.fulfill({ json: { ...none, events: [], days: steps, overview: steps } }),
    );
    await open('/timeline');
    await page.getByText('Nothing to place in time').waitFor();
    await open('/map');
    await page.getByText('Nothing to place on a map').waitFor();
    assert.deepEqual(await barriers(page), []);
  });

  it('do not answer', async () => {
    for (const path of ['/timeline', '/map']) {
      await page.route('**/api/events?*', (route) => route.abort());
      await open(path);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await page.unroute('**/api/events?*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page
        .getByTestId(path === '/map' ? 'place-row' : 'event-row')
        .first()
        .waitFor();
    }
  });
});
