// The demo, served by the real binary.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Start `binary demo` on a free port; resolves once it says where it serves. */
export async function serveDemo(binary, ledger) {
  const child = spawn(binary, ['--quiet', 'demo', '--port', '0', '--ledger', ledger], {
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
