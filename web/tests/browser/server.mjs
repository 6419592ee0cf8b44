// A ledger, served by the real binary.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The binary under test: the one that GAINSAY names, or the debug build. */
export const binary =
  process.env.GAINSAY ?? fileURLToPath(new URL('../../../target/debug/gainsay', import.meta.url));

/** Start `binary demo` on a free port; resolves once it says where it serves. */
export const serveDemo = (binary, ledger) => start(binary, ['--quiet', 'demo'], ledger);

/** Start `binary serve` on a free port; the ledger is made where there is none. */
export const serveLedger = (binary, ledger) => start(binary, ['serve', '--create'], ledger);

async function start(binary, command, ledger) {
  const child = spawn(binary, [...command, '--port', '0', '--ledger', ledger], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/^Serving at (http:\S+)/)?.[1];
    if (url) {
      return {
        url,
        stop: async () => {
          child.kill('SIGINT');
          await ended;
        },
      };
    }
  }
  throw new Error(`${binary} ended with ${await ended} before it served anything`);
}

/** Run the binary to its end; what it prints, with its exit code. */
export async function run(binary, args, folder) {
  const child = spawn(binary, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  child.stdout.on('data', (data) => printed.push(data));
  child.stderr.on('data', (data) => printed.push(data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, text: Buffer.concat(printed).toString() };
}
