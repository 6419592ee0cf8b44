// A PDF is added from a page, and a claim of it leads to its place on the PDF's page and to the file itself.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { barriers, complaints, launch } from './browser.mjs';
import { ended, told } from './dropping.mjs';
import { binary, serveLedger } from './server.mjs';

const PDF = fileURLToPath(new URL('../../../crates/gainsay-ingest/tests/pdf/one.pdf', import.meta.url));

let folder;
let server;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gainsay-original-'));
  server = await serveLedger(binary, join(folder, 'ledger.db'));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the original', () => {
  it('is shown by page and box, and saved as it came', async () => {
    const page = await browser.context.newPage();
    const found = complaints(page, server.url);
    await page.goto(server.url);
    const bytes = await readFile(PDF);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Add reports…' }).click(),
    ]);
    await chooser.setFiles([{ name: 'ferry.pdf', mimeType: 'application/pdf', buffer: bytes }]);
    await ended(page);
    assert.deepEqual(await told(page), { 'ferry.pdf': 'added' });

    const list = await (await fetch(`${server.url}/api/documents`)).json();
    const { id } = list.documents[0];
    const { claims } = await (await fetch(`${server.url}/api/documents/${id}`)).json();
    const claim = claims.find(({ words }) => words.includes('twelve people were missing'));
    assert.ok(claim, 'the union’s figure is a claim');
    await page.goto(`${server.url}/documents/${id}#claim=${claim.id}`);
    await page.getByText('Where in the original').click();
    assert.match(await page.getByTestId('original-place').textContent(), /^pages? 1.*% from the top$/);
    const drawing = page.getByTestId('original-page').first();
    await drawing.waitFor();
    assert.ok((await drawing.locator('.box').count()) >= 1);
    assert.deepEqual(await barriers(page), []);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the original' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^[0-9a-f]{12}\.pdf$/);
    assert.deepEqual(await readFile(await download.path()), bytes);
    assert.deepEqual(found, []);
    await page.close();
  });
});
