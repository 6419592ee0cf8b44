// Chromium as the tests use it: headless, with a profile of its own, and quiet towards the network.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a browser; `close` ends it and removes its profile. CHROMIUM names another than Debian's. */
export async function launch() {
  const profile = await mkdtemp(join(tmpdir(), 'gainsay-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(15_000);
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Collects what a page must not do: complain in the console, throw, or ask another host. */
export function complaints(page, address) {
  const found = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`)) found.push(`asked ${request.url()}`);
  });
  return found;
}

/** What axe finds wrong for people who use no mouse or no screen; `impacts`: only what weighs as much as one of these. */
export async function barriers(page, impacts) {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const source = await readFile(path, 'utf8');
  // Evaluated through the debugger, for the page's policy lets no other script in.
  const { violations } = await page.evaluate(`${source}; axe.run(document)`);
  const heavy = violations.filter(({ impact }) => !impacts || impacts.includes(impact));
  return heavy.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
