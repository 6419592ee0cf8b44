import { tick } from 'svelte';

/** The address shown, kept in step with the browser's history. */
class Router {
  pathname = $state(location.pathname);
  search = $state(location.search);
  hash = $state(location.hash);
  /** Grows with every new page, so that a page can tell it was opened anew. */
  visits = $state(0);

  #scroll: number | null = null;

  /** Follows the browser's buttons and every plain click on a link of these pages. Returns how to stop. */
  listen(): () => void {
    history.scrollRestoration = 'manual';
    const popped = (event: PopStateEvent) => {
      const samePage = location.pathname === this.pathname;
      this.#scroll = samePage ? null : ((event.state as { scroll?: number } | null)?.scroll ?? 0);
      this.#read();
      if (!samePage) this.visits += 1;
    };
    const clicked = (event: MouseEvent) => this.#follow(event);
    addEventListener('popstate', popped);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', popped);
      document.removeEventListener('click', clicked);
    };
  }

  go(href: string): void {
    const target = carry(new URL(href, location.href));
    const samePage = target.pathname === location.pathname;
    history.replaceState({ scroll: scrollY }, '');
    history.pushState(null, '', target);
    this.#read();
    if (samePage) return;
    this.#scroll = target.hash ? null : 0;
    this.visits += 1;
    scrollTo(0, 0);
  }

  /** Changes the address without a step in the history; what is asked of every page goes along unless told otherwise. */
  replace(href: string, { carries = true } = {}): void {
    const target = new URL(href, location.href);
    history.replaceState(history.state, '', carries ? carry(target) : target);
    this.#read();
  }

  /** To be called once a page has its content: goes back to where the reader left it. */
  async settled(): Promise<void> {
    const scroll = this.#scroll;
    this.#scroll = null;
    if (!scroll) return;
    await tick();
    scrollTo(0, scroll);
  }

  #read(): void {
    this.pathname = location.pathname;
    this.search = location.search;
    this.hash = location.hash;
  }

  #follow(event: MouseEvent): void {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return;
    // A chart's links are SVG elements, whose `href` is no string.
    const link = event.target.closest('a');
    const href = link?.getAttribute('href');
    if (!link || !href || link.hasAttribute('target') || link.hasAttribute('download')) return;
    const target = new URL(href, location.href);
    if (target.origin !== location.origin || target.pathname.startsWith('/api/')) return;
    if (href.startsWith('#')) return;
    event.preventDefault();
    this.go(target.href);
  }
}

/** What a reader asks of every page, which goes along from page to page. */
const CARRIED = ['as_of', 'policy'];

function carry(target: URL): URL {
  const now = new URLSearchParams(location.search);
  for (const name of CARRIED) {
    const value = now.get(name);
    if (value !== null && !target.searchParams.has(name)) target.searchParams.set(name, value);
  }
  return target;
}

export const router = new Router();
