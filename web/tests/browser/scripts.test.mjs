// Right-to-left names, titles and quotes, and characters that turn direction: words stand as they are written.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LINES, OUTLETS } from '../fixtures/scripts.mjs';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';
import { binary, run, serveLedger } from './server.mjs';

let page;
let found;
let browser;
let server;
let claims;
const { ask, open, look, spill } = demoPage(
  (made) => {
    ({ page, found, browser, server } = made);
  },
  {
    async serve(folder) {
      await writeFile(join(folder, 'scripts.jsonl'), LINES);
      const ledger = join(folder, 'scripts.db');
      const { code, text } = await run(
        binary,
        ['add', '--quiet', '--reader', 'rules', '--ledger', ledger, 'scripts.jsonl'],
        folder,
      );
      assert.equal(code, 0, text);
      return serveLedger(binary, ledger);
    },
    async ready() {
      const { claims: hits } = await ask('/api/search?limit=100');
      claims = await Promise.all(hits.map(({ id }) => ask(`/api/claims/${id}`)));
      assert.ok(
        claims.some(({ words }) => isRtl(words)) &&
          claims.some(({ words }) => RTL.test(words) && !isRtl(words)),
      );
    },
  },
);

const RTL = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
const isRtl = (text) => {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => RTL.test(letter)).length * 2 > letters.length;
};
const settled = () =>
  page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('.skeleton, [aria-busy=true]'),
  );

/** Names that are not isolated from what stands beside them, and numbers that stand on the wrong side of a name. */
const astray = () =>
  page.evaluate(() => {
    const turning = /[\p{Script=Hebrew}\p{Script=Arabic}\u202A-\u202E\u2066-\u2069]/u;
    const wrong = [];
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!turning.test(node.data) || node.parentElement.closest('svg, option, pre, .hidden')) continue;
      // A figure that a sentence gives behind a name stands behind it.
      for (const told of node.data.matchAll(/[\p{Script=Hebrew}\p{Script=Arabic}]\u2069?: (\d+)/gu)) {
        if (node.parentElement.closest('blockquote, q, .words, [dir], bdi')) continue;
        range.setStart(node, told.index);
        range.setEnd(node, told.index + 1);
        const letter = range.getBoundingClientRect();
        range.setStart(node, told.index + told[0].length - told[1].length);
        range.setEnd(node, told.index + told[0].length);
        const figure = range.getBoundingClientRect();
        if (Math.abs(letter.top - figure.top) < 8 && figure.left < letter.right - 1)
          wrong.push(`${told[0]} turned around in: ${node.data.slice(0, 120)}`);
      }
      let around = node.parentElement;
      const stands = (one) => {
        const { unicodeBidi, display } = getComputedStyle(one);
        return /isolate|plaintext/.test(unicodeBidi) || !/^(inline|contents)$/.test(display);
      };
      while (!stands(around)) around = around.parentElement;
      const isolated = /isolate|plaintext/.test(getComputedStyle(around).unicodeBidi);
      const alone = around.textContent.trim() === node.data.trim();
      if (!isolated && !alone && !around.dir) wrong.push(`not isolated: ${around.outerHTML.slice(0, 160)}`);
      // A number that is written behind a name stands behind it.
      const name = node.parentElement.closest('bdi, a, .soft') ?? node.parentElement;
      const after = name.nextSibling;
      const digits = after instanceof Text ? /^[^\n]*?(\d+)/.exec(after.data) : null;
      if (!digits || getComputedStyle(name.parentElement).direction !== 'ltr') continue;
      range.setStart(after, digits.index + digits[0].length - digits[1].length);
      range.setEnd(after, digits.index + digits[0].length);
      const [number, box] = [range.getBoundingClientRect(), name.getClientRects()];
      const last = box[box.length - 1];
      if (last && Math.abs(last.top - number.top) < 8 && number.left < last.right - 1)
        wrong.push(`${digits[1]} stands before ${name.textContent}`);
    }
    return wrong;
  });

describe('names and quotes of other scripts', () => {
  it('stand by themselves on every page, with the numbers where they belong', async () => {
    const { matters } = await ask('/api/matters');
    const { documents } = await ask('/api/documents');
    const { sources } = await ask('/api/sources');
    const paths = [
      '/',
      ...matters.map(({ id }) => `/matters/${id}`),
      '/documents',
      ...documents.map(({ id }) => `/documents/${id}`),
      '/sources',
      '/sources?view=network',
      '/sources?view=matrix',
      ...sources
        .filter(({ name }) => RTL.test(name))
        .map(({ name }) => `/sources/${encodeURIComponent(name)}`),
      ...Object.values(OUTLETS).map((name) => `/outlets/${encodeURIComponent(name)}`),
      '/search?q=ferry',
      '/search?in=documents',
      '/timeline',
      '/review',
    ];
    for (const width of [1280, 360]) {
      await look(width, width === 360 ? 'dark' : 'light');
      for (const path of paths) {
        await open(path);
        await settled();
        assert.deepEqual(await astray(), [], `${path} at ${width} px`);
        assert.equal(await spill(), 0, `${path} scrolls sideways at ${width} px`);
      }
    }
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(found, []);
  });

  it('have their direction, and their marks cover their exact words', async () => {
    for (const claim of claims) {
      const path = `/documents/${claim.document.id}#claim=${encodeURIComponent(claim.id)}`;
      await open('/about');
      await open(path);
      const marks = page.locator(`mark.claim-target[data-claim="${claim.id}"]`);
      await marks.first().waitFor();
      const { text } = await ask(`/api/documents/${claim.document.id}`);
      const letters = [...text];
      const words = claim.spans.map(([start, end]) => letters.slice(start, end).join(''));
      assert.equal((await marks.allTextContents()).join(''), words.join(''), claim.id);
      const paragraphs = page.locator('[data-testid=document-text] .passage > p');
      for (const [index, words] of (await paragraphs.allTextContents()).entries()) {
        const dir = await paragraphs.nth(index).getAttribute('dir');
        assert.equal(dir, isRtl(words) ? 'rtl' : 'ltr', words);
      }
    }
    assert.deepEqual(found, []);
  });

  it('have their direction beside other claims', async () => {
    const { matters } = await ask('/api/matters');
    let seen = 0;
    for (const { id } of matters) {
      await open(`/matters/${id}`);
      await page.getByTestId('claim-row').first().waitFor();
      for (const claim of claims.filter(({ matter }) => matter === id)) {
        const quote = page.locator(`[data-testid=claim-row][data-claim="${claim.id}"] .quote [dir]`).first();
        assert.equal(await quote.textContent(), claim.words);
        assert.equal(await quote.getAttribute('dir'), isRtl(claim.words) ? 'rtl' : 'ltr');
        seen += 1;
      }
    }
    assert.ok(seen > 2);
  });

  it('are cited as they are written', async () => {
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    for (const claim of claims) {
      await open('/about');
      await open(`/documents/${claim.document.id}#claim=${encodeURIComponent(claim.id)}`);
      await page.getByTestId('copy-citation').click();
      await page.getByText('Copied.').waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      for (const part of [
        `“${claim.words}”`,
        claim.chain.join(' › '),
        claim.document.title,
        claim.document.id,
      ])
        assert.ok(copied.includes(part), `${part} in ${copied}`);
      assert.ok(
        copied.includes(`Characters ${claim.spans.map((span) => span.join('–')).join(', ')} of the text`),
      );
    }
  });
});
