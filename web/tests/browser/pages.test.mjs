// The built pages in a browser, with the program's security policy and an invented ledger.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { serve } from '../mock-server.mjs';
import { barriers, complaints, launch } from './browser.mjs';

const id = (name) => name.padEnd(64, '0');
let browser;
let mock;
let page;
let found;

const open = (path) => page.goto(mock.address + path);
const texts = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent));
const path = () => new URL(page.url()).pathname + new URL(page.url()).search;
const rows = (count) =>
  page.waitForFunction(
    (expected) => document.querySelectorAll('[data-testid=matter-row]').length === expected,
    count,
  );

before(async () => {
  mock = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  mock?.server.close();
});

beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
  found = complaints(page, mock.address);
});

describe('every page', () => {
  const PAGES = [
    ['/', '[data-testid=matter-row]'],
    ['/matters/m1', '[data-testid=claim-row]'],
    ['/matters/m2', '[data-testid=claim-row]'],
    ['/matters/m3', '[data-testid=claim-row]'],
    ['/documents', '[data-testid=document-row]'],
    [`/documents/${id('d1')}#claim=c1`, 'mark.claim-target'],
    ['/sources', '[data-testid=source-row]'],
    ['/about', 'h1'],
    ['/nowhere', 'h1'],
  ];
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    for (const [address, selector] of PAGES) {
      it(`${address}, ${width} px, ${colorScheme}: no complaint, no barrier, no sideways scrolling`, async () => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await open(address);
        await page.waitForSelector(selector);
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(beyond, 0);
        assert.deepEqual(await barriers(page), []);
        assert.deepEqual(found, []);
      });
    }
  }
});

describe('from a figure to its words', () => {
  it('by a click in the list of matters, and back', async () => {
    await open('/');
    await page.locator('[data-testid=chart-mark]').first().click();
    await page.waitForSelector('mark.claim-target');
    assert.equal(path(), `/documents/${id('d1')}`);
    assert.deepEqual(await texts('mark.claim-target'), [
      '12 people had been killed and at least 30 injured, among them 3 children',
    ]);
    await page.goBack();
    await rows(3);
  });

  it('by the keyboard in a matter', async () => {
    await open('/matters/m1');
    await page.locator('a[data-testid=chart-mark][data-claim=c7]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('mark[data-claim=c7]');
    assert.deepEqual(await texts('mark.claim-target'), [
      'The toll of the explosion in Sines has risen to 40 killed',
    ]);
  });

  it('tells a claim that is not there', async () => {
    await open(`/documents/${id('d1')}#claim=none`);
    await page.getByText('is not in this document').waitFor();
  });
});

describe('the reader', () => {
  it('shows every character of the text', async () => {
    for (const name of ['d1', 'd2', 'd3', 'd4', 'd6', 'd7']) {
      await open(`/documents/${id(name)}`);
      await page.waitForSelector('[data-testid=document-text] .passage > p');
      const answer = await page.request.get(`${mock.address}/api/documents/${id(name)}`);
      const { text } = await answer.json();
      assert.deepEqual(await texts('[data-testid=document-text] .passage > p'), text.split('\n\n'));
    }
  });

  it('goes through the claims by keys', async () => {
    await open(`/documents/${id('d1')}`);
    await page.waitForSelector('[data-testid=document-text] .passage > p');
    for (const [key, claim] of [
      ['j', 'c1'],
      ['j', 'c2'],
      ['k', 'c1'],
      ['k', 'c3'],
    ]) {
      await page.keyboard.press(key);
      await page.waitForSelector(`mark[data-claim=${claim}]`);
    }
    assert.deepEqual(await texts('mark.claim-target'), [
      '“سمعت انفجارين”',
      '“Two explosions, one after the other.”',
    ]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('mark'));
    assert.equal(new URL(page.url()).hash, '');
  });

  it('opens a claim from its figure, cue and source', async () => {
    await open(`/documents/${id('d1')}`);
    await page.locator('.text .hl-figure').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('mark[data-claim=c1]');
    await page.locator('.text .hl-cue').nth(2).click();
    await page.waitForSelector('mark[data-claim=c2]');
    await page.locator('.text .hl-source').first().click();
    await page.waitForSelector('mark[data-claim=c1]');
  });

  it('says where an attribution holds no claim', async () => {
    await open(`/documents/${id('d2')}`);
    await page.locator('.text .hl-cue').last().click();
    await page.getByText('No checkable claim was found in it.').waitFor();
  });

  it('switches layers', async () => {
    await open(`/documents/${id('d1')}`);
    await page.getByLabel('Figure', { exact: true }).uncheck();
    assert.equal(await page.locator('.text .hl-figure').count(), 0);
    await page.getByLabel('Time', { exact: true }).check();
    assert.equal(await page.locator('.text .hl-time').count(), 1);
  });
});

describe('the lists', () => {
  it('search and filter, and keep both in the address', async () => {
    await open('/');
    await page.getByRole('searchbox').fill('tartu');
    await rows(1);
    assert.equal(path(), '/?q=tartu');
    await page.getByLabel('Contested only').check();
    await page.getByText('No matter fits').waitFor();
    await page.getByText('Show all matters').click();
    await rows(3);
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
  });

  it('explain a status word to the keyboard', async () => {
    await open('/matters/m1');
    await page.locator('.chip').first().focus();
    await page.locator('[role=tooltip]:popover-open').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[role=tooltip]:popover-open').count(), 0);
  });

  it('sort claims by figure', async () => {
    await open('/matters/m1');
    await page.getByRole('button', { name: 'Figure' }).click();
    const order = await page
      .locator('[data-testid=claim-row]')
      .evaluateAll((all) => all.map((row) => row.dataset.claim));
    assert.deepEqual(order, ['c2', 'c8', 'c1', 'c5', 'c6', 'c7', 'c4', 'c9']);
  });

  it('open a source’s claims', async () => {
    await open('/sources');
    await page.getByRole('link', { name: 'Ministry of Health' }).click();
    await page.getByText('has risen to 40 killed').waitFor();
  });
});

describe('other ledgers', () => {
  it('are empty', async () => {
    const empty = await serve({ copies: 0 });
    await page.goto(empty.address);
    await page.getByText('The ledger is empty').waitFor();
    empty.server.close();
  });

  it('have many matters', async () => {
    const many = await serve({ copies: 30 });
    await page.goto(many.address);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 5').waitFor();
    many.server.close();
  });

  it('do not answer', async () => {
    await page.route('**/api/**', (route) => route.abort());
    await open('/');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(3);
  });
});
