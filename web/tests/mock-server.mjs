// Serves the built pages with the program's security policy, and an invented ledger behind the API.
//
//   node tests/mock-server.mjs [--port 7879] [--copies 1] [--slow 0]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answer } from './fixtures/world.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const dist = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * Starts the server and gives it with its address.
 *
 * `port` 0 takes a free one; `copies` repeats the matters; `slow` holds every answer back by milliseconds.
 */
export function serve({ port = 0, copies = 1, slow = 0 } = {}) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    response.setHeader('content-security-policy', POLICY);
    if (url.pathname.startsWith('/api/')) setTimeout(() => api(url, copies, response), slow);
    else file(url, response);
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, address: `http://127.0.0.1:${server.address().port}` }),
    );
  });
}

function api(url, copies, response) {
  const body = answer(url.pathname, url.searchParams, copies);
  response.setHeader('content-type', 'application/json');
  response.statusCode = body === undefined ? 404 : 200;
  response.end(JSON.stringify(body ?? { error: 'There is nothing at this address.', hint: null }));
}

function file(url, response) {
  const asked = join(dist, normalize(url.pathname));
  const path = existsSync(asked) && statSync(asked).isFile() ? asked : join(dist, 'index.html');
  response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
  createReadStream(path).pipe(response);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = Object.fromEntries(['port', 'copies', 'slow'].map((name) => [name, { type: 'string' }]));
  const { values } = parseArgs({ options });
  const { address } = await serve({
    port: Number(values.port ?? 7879),
    copies: Number(values.copies ?? 1),
    slow: Number(values.slow ?? 0),
  });
  console.log(address);
}
