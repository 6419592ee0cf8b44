// Opens the demo in Chromium, follows a dot of the chart to its sentence, and checks the highlight's words.
//
//   node web/tests/browser/run.mjs BINARY
//
// CHROMIUM names the browser. Fails with exit code 1 and the list of what was wrong.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { serveDemo } from './server.mjs';

const binary = process.argv[2] ?? fileURLToPath(new URL('../../../target/debug/gainsay', import.meta.url));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// The words of a code point range: JavaScript counts UTF-16 units.
function sliceByCodePoints(text, [start, end]) {
  return Array.from(text).slice(start, end).join('');
}

test('the demo in a browser', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'gainsay-browser-'));
  const server = await serveDemo(binary, join(folder, 'demo.db'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  const violations = [];
  const outside = [];
  const newPage = async (options = {}) => {
    const page = await browser.newPage(options);
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
    page.on('pageerror', (error) => violations.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.url) && !url.startsWith('data:')) outside.push(url);
    });
    return page;
  };

  try {
    await t.test('contested matters come first', async () => {
      const page = await newPage();
      await page.goto(server.url);
      const rows = page.getByTestId('matter-row');
      await rows.first().waitFor();
      const contested = await rows.evaluateAll((all) => all.map((row) => row.dataset.contested === 'true'));
      assert.ok(contested[0], 'the first matter is contested');
      assert.deepEqual(
        contested,
        [...contested].sort((a, b) => Number(b) - Number(a)),
      );
      await page.close();
    });

    await t.test('a dot of the chart leads to its sentence', async () => {
      const page = await newPage();
      await page.goto(server.url);
      await page.getByTestId('matter-row').first().getByRole('link').first().click();
      const dot = page.getByTestId('interval-chart').first().locator('[data-claim]').first();
      await dot.waitFor();
      const id = await dot.getAttribute('data-claim');
      const claim = await (await fetch(`${server.url}/api/claims/${id}`)).json();
      await dot.click();
      const marks = page.locator(`mark.claim-target[data-claim="${id}"]`);
      await marks.first().waitFor();
      const marked = (await marks.allTextContents()).join('');
      const found = await (await fetch(`${server.url}/api/documents/${claim.document.id}`)).json();
      const words = claim.spans.map((span) => sliceByCodePoints(found.text, span)).join('');
      const letters = (text) => text.replace(/\s+/gu, '');
      assert.equal(letters(marked), letters(words), 'the highlight is exactly the claim’s words');
      assert.ok(await marks.first().isVisible());
      await page.close();
    });

    await t.test('the same by keyboard', async () => {
      const page = await newPage();
      await page.goto(server.url);
      await page.getByTestId('matter-row').first().getByRole('link').first().focus();
      await page.keyboard.press('Enter');
      const dot = page.getByTestId('interval-chart').first().locator('[data-claim]').first();
      await dot.waitFor();
      await dot.focus();
      await page.keyboard.press('Enter');
      await page.locator('mark.claim-target').first().waitFor();
      await page.close();
    });

    for (const [name, options] of [
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['phone', { viewport: { width: 360, height: 740 } }],
    ]) {
      await t.test(`every page is accessible and fits: ${name}`, async () => {
        const page = await newPage({ ...options, reducedMotion: 'reduce' });
        const documents = await (await fetch(`${server.url}/api/documents`)).json();
        const { matters } = await (await fetch(`${server.url}/api/matters`)).json();
        const paths = [
          '/',
          `/matters/${matters[0].id}`,
          '/documents',
          `/documents/${documents[0].id}`,
          '/sources',
          '/about',
        ];
        for (const path of paths) {
          await page.goto(server.url + path);
          await page.locator('main h1').first().waitFor();
          await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
          // Evaluated by the debugger, which the page's policy does not bind.
          await page.evaluate(axe.source);
          const { violations: found } = await page.evaluate(() =>
            window.axe.run(document, { resultTypes: ['violations'] }),
          );
          const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          assert.deepEqual(
            serious.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0].html}`),
            [],
          );
          const spill = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.equal(spill, 0, `${path} does not fit the width`);
        }
        await page.close();
      });
    }

    await t.test('nothing is asked of any other host, and no policy is broken', () => {
      assert.deepEqual(outside, []);
      assert.deepEqual(violations, []);
    });
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
