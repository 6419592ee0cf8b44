import type { Claim, DocumentRow, Summary } from '../api/types';
import { formatDay } from './dates';
import { readWords, saidWords } from './decisions';
import { direction } from './direction';
import { madeFrom } from './provenance';
import { standalone } from './save-chart';

/** What a shared page says about itself. */
export interface Provenance {
  title: string;
  /** The page's address within the program. */
  address: string;
  ledger: Summary;
  /** What the ledger holds, as one short name. */
  state: string;
  documents: readonly DocumentRow[];
  claims: readonly Claim[];
  /** Parts of the page that are drawn as pictures, with the pictures. */
  pictures: ReadonlyMap<Element, SVGSVGElement>;
}

/** What can only be used with the program at hand. */
const TOOLS =
  'button, select, input, search, form, label, nav:not(.pager), [data-print="hide"], [data-picture="hide"], .hidden';

/**
 * A page as one file that needs nothing else: its charts as SVG, its quotes, and where each stands in which document.
 *
 * Links within the page lead to its own rows; links that need the program become words. Nothing in the file runs or
 * asks another address.
 */
export function sharedPage(page: HTMLElement, about: Provenance): string {
  const made = page.ownerDocument.implementation.createHTMLDocument(about.title);
  const content = page.cloneNode(true) as HTMLElement;
  const charts = [...page.querySelectorAll<SVGSVGElement>('svg')];
  const clones = [...content.querySelectorAll('svg')];
  const [parts, copies] = [page, content].map((one) => [...one.querySelectorAll('*')]);
  parts?.forEach((part, index) => {
    const picture = about.pictures.get(part);
    if (picture) copies?.[index]?.replaceChildren(picture);
  });
  clones.forEach((chart, index) => {
    const original = charts[index];
    if (original && content.contains(chart))
      chart.replaceWith(standalone(original, original.getAttribute('aria-label') ?? ''));
  });
  for (const details of content.querySelectorAll('details')) details.open = true;
  for (const sign of content.querySelectorAll('th button [aria-hidden]')) sign.remove();
  for (const head of content.querySelectorAll('th button')) head.replaceWith(head.textContent.trim());
  // What a filter found stays; the filter goes.
  for (const search of content.querySelectorAll('search'))
    search.replaceWith(...search.querySelectorAll('[role=status]'));
  for (const tool of content.querySelectorAll(TOOLS)) tool.remove();
  const named = new Set<string>();
  for (const row of content.querySelectorAll<HTMLElement>(':is(tr, li)[data-claim]')) {
    const claim = row.dataset.claim ?? '';
    if (!named.has(claim)) row.id = `claim-${claim}`;
    named.add(claim);
  }
  for (const link of content.querySelectorAll('a')) relink(link, about.claims);
  const looked = askedFor(about.address);
  if (looked) content.querySelector('h1')?.after(element(made, 'p', { class: 'shared' }, looked));
  content.append(sources(made, about, named), footer(made, about));
  made.documentElement.lang = 'en';
  made.head.append(
    element(made, 'meta', { charset: 'utf-8' }),
    element(made, 'meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element(made, 'meta', {
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    }),
  );
  made.body.append(content);
  // The page's own policy, which the new document has too, forbids to make a style element: it is written instead. The
  // first end of a head is the head's own, for text is escaped.
  const style = `<style>${styles(page.ownerDocument)}</style></head>`;
  const html = made.documentElement.outerHTML.replace('</head>', () => style);
  return `<!doctype html>\n${html}\n`;
}

/** A link of the program as a link within the file, or as words. */
function relink(link: Element, claims: readonly Claim[]): void {
  const claim = link.getAttribute('data-claim') ?? claimOf(link.getAttribute('href'));
  link.removeAttribute('target');
  if (claim && claims.some(({ id }) => id === claim)) link.setAttribute('href', `#claim-${claim}`);
  else link.removeAttribute('href');
}

/** What was asked for on a page that lists what it is asked for. */
function askedFor(address: string): string {
  const asked = [...new URLSearchParams(address.split('?')[1] ?? '')];
  const words = asked.map(([name, value]) => `${name.replaceAll('_', ' ')} “\u2068${value}\u2069”`);
  return words.length > 0 ? `Asked for: ${words.join(', ')}.` : '';
}

const claimOf = (href: string | null): string | null =>
  new URLSearchParams(href?.split('#')[1] ?? '').get('claim');

function styles(document: Document): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  // A closing tag inside a rule would end the style element.
  return rules.map(({ cssText }) => cssText.replaceAll('</', '<\\/')).join('\n');
}

function sources(made: Document, about: Provenance, named: ReadonlySet<string>): HTMLElement {
  const cell = (text: string | null | undefined) => element(made, 'td', { dir: 'auto' }, text ?? '');
  const long = (content: Node | string) => element(made, 'td', { class: 'long' }, content);
  const documents = about.documents.map((one) =>
    element(
      made,
      'tr',
      {},
      cell(one.title),
      cell(one.outlet),
      cell(one.byline),
      cell(formatDay(one.published)),
      long(one.url ?? ''),
      long(element(made, 'code', {}, one.id)),
    ),
  );
  const places = about.claims.map((one) =>
    element(
      made,
      'tr',
      named.has(one.id) ? {} : { id: `claim-${one.id}` },
      element(made, 'td', { class: 'long', dir: direction(one.words) }, one.words),
      cell(one.chain.join(' › ')),
      element(made, 'td', {}, element(made, 'code', {}, one.document.id.slice(0, 12))),
      cell(one.spans.map((span) => span.join('–')).join(', ')),
    ),
  );
  return element(
    made,
    'section',
    { class: 'shared' },
    element(made, 'h2', {}, 'Documents'),
    element(made, 'p', {}, 'Each with the SHA-256 of its bytes, by which a copy can be told to be the same.'),
    table(made, ['Title', 'Outlet', 'Byline', 'Published', 'Address', 'SHA-256'], documents),
    ...decisions(made, about, cell),
    element(made, 'h2', {}, 'Where the words stand'),
    element(
      made,
      'p',
      {},
      'Characters (Unicode code points) of the document’s text, from the first to before the last.',
    ),
    table(made, ['Words', 'Holder', 'Document', 'Characters'], places),
  );
}

/** What people decided of single claims, beside what was read; a rejected claim is still listed. */
function decisions(
  made: Document,
  about: Provenance,
  cell: (text: string | null | undefined) => HTMLElement,
): HTMLElement[] {
  const rows = about.claims.flatMap((claim) =>
    claim.reviews.map((one) =>
      element(
        made,
        'tr',
        {},
        cell(claim.words),
        cell(readWords(claim, one.correction?.what)),
        cell(saidWords(one)),
        cell(one.by),
        cell(one.reason),
        cell(one.at),
        cell(`${one.entry}`),
      ),
    ),
  );
  if (rows.length === 0) return [];
  return [
    element(made, 'h2', {}, 'What people decided'),
    element(made, 'p', {}, 'Each beside what was read. The program itself decides nothing.'),
    table(made, ['Words', 'Read', 'Decision', 'By', 'Reason', 'When', 'Entry'], rows),
  ];
}

function table(made: Document, heads: string[], rows: HTMLElement[]): HTMLElement {
  const head = heads.map((name) => element(made, 'th', { scope: 'col' }, name));
  const body = [
    element(made, 'thead', {}, element(made, 'tr', {}, ...head)),
    element(made, 'tbody', {}, ...rows),
  ];
  return element(made, 'div', { class: 'table-frame' }, element(made, 'table', { class: 'small' }, ...body));
}

function footer(made: Document, { ledger, state, address }: Provenance): HTMLElement {
  return element(
    made,
    'footer',
    { class: 'shared small' },
    element(made, 'p', {}, 'This page says who said what and where it stands. It does not say who is right.'),
    element(made, 'p', {}, `${madeFrom(ledger, state)}, page ${address}.`),
  );
}

function element(
  made: Document,
  name: string,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElement {
  const one = made.createElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  one.append(...children);
  return one;
}
