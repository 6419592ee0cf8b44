import { onPaper, styled } from './save-chart';
import { svgElement } from './svg';

/** What is no part of a picture. */
const LEFT_OUT = '[data-picture="hide"], .hidden, canvas';
/** A colour as every drawing program knows it. */
interface Ink {
  colour: string;
  opacity: number;
}

/** How parts of a page are drawn as pictures, for whoever saves the whole page. */
export const pictures = new WeakMap<Element, () => SVGSVGElement | Promise<SVGSVGElement>>();

/**
 * A part of the page as it is seen, as an SVG of its own: boxes, words line by line, and the drawings in it with their
 * styles. What it scrolls over is drawn whole.
 */
export function pictureOf(root: HTMLElement, title: string): SVGSVGElement {
  const scrolled = [...root.querySelectorAll('*'), root, root.parentElement].filter(
    (one): one is Element => one !== null && (one.scrollTop !== 0 || one.scrollLeft !== 0),
  );
  const places = scrolled.map((one) => [one, one.scrollLeft, one.scrollTop] as const);
  for (const one of scrolled) one.scrollTo({ left: 0, top: 0, behavior: 'instant' });
  const { left, top, width, height } = root.getBoundingClientRect();
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const content = svgElement(document, 'svg', size);
  new Draughtsman(root, left, top).draw(root, content);
  for (const [one, x, y] of places) one.scrollTo({ left: x, top: y, behavior: 'instant' });
  const box = { ...size, viewBox: `0 0 ${size.width} ${size.height}` };
  return onPaper(svgElement(document, 'svg', box, content) as SVGSVGElement, title);
}

const round = (value: number): number => Math.round(value * 10) / 10;
const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** Draws elements of a page; positions count from the upper left corner of what is drawn. */
class Draughtsman {
  readonly #root: Element;
  readonly #left: number;
  readonly #top: number;
  readonly #inks = new Map<string, Ink>();
  readonly #context = canvas(1, 1);

  constructor(root: Element, left: number, top: number) {
    this.#root = root;
    this.#left = left;
    this.#top = top;
  }

  draw(element: Element, into: SVGElement): void {
    if (element.matches(LEFT_OUT)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
    if (element instanceof SVGSVGElement) {
      into.append(this.#placed(element));
      return;
    }
    let group = into;
    if (style.opacity !== '1') {
      group = svgElement(document, 'g', { opacity: style.opacity });
      into.append(group);
    }
    this.#box(element, style, group);
    this.#before(element, group);
    for (const child of element.childNodes) {
      if (child instanceof Element) this.draw(child, group);
      else if (child instanceof Text) this.#words(child, element, style, group);
    }
  }

  /** A drawing within the page, in its place. */
  #placed(drawing: SVGSVGElement): SVGSVGElement {
    const { left, top, width, height } = drawing.getBoundingClientRect();
    const copy = styled(drawing);
    const at = { x: left - this.#left, y: top - this.#top, width, height };
    for (const [name, value] of Object.entries(at)) copy.setAttribute(name, String(round(value)));
    return copy;
  }

  #box(element: Element, style: CSSStyleDeclaration, into: SVGElement): void {
    if (style.display === 'inline' || style.display === 'contents') return;
    const rect = element.getBoundingClientRect();
    const [x, y, width, height] = [rect.left - this.#left, rect.top - this.#top, rect.width, rect.height];
    const fill = this.#ink(style.backgroundColor);
    const borders = SIDES.map((side) => ({
      side,
      wide: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
      ink: this.#ink(style[`border${side}Color`]),
    })).filter(({ wide, ink }) => wide > 0 && ink.opacity > 0);
    const [first] = borders;
    const around = borders.length === 4 && borders.every(({ wide }) => wide === first?.wide);
    const radius = style.borderTopLeftRadius.endsWith('%')
      ? (Number.parseFloat(style.borderTopLeftRadius) / 100) * width
      : Number.parseFloat(style.borderTopLeftRadius);
    const shape = (inset: number, look: Record<string, string | number>) =>
      svgElement(document, 'rect', {
        x: round(x + inset),
        y: round(y + inset),
        width: round(Math.max(0, width - 2 * inset)),
        height: round(Math.max(0, height - 2 * inset)),
        rx: round(Math.min(radius || 0, width / 2, height / 2)),
        ...look,
      });
    const filled = { fill: fill.colour, 'fill-opacity': fill.opacity };
    if (around && first) {
      const stroke = { stroke: first.ink.colour, 'stroke-width': first.wide };
      into.append(shape(first.wide / 2, { ...filled, ...stroke }));
    } else {
      if (fill.opacity > 0) into.append(shape(0, filled));
      for (const { side, wide, ink } of borders) {
        const [right, bottom] = [x + width, y + height];
        const ends = {
          Top: [x, y + wide / 2, right, y + wide / 2],
          Bottom: [x, bottom - wide / 2, right, bottom - wide / 2],
          Left: [x + wide / 2, y, x + wide / 2, bottom],
          Right: [right - wide / 2, y, right - wide / 2, bottom],
        }[side].map(round);
        into.append(this.#line(ends, ink, wide));
      }
    }
    const ring = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
    if (ring > 0 && element !== document.activeElement) {
      const inset = -Number.parseFloat(style.outlineOffset) - ring / 2;
      const ink = this.#ink(style.outlineColor);
      into.append(shape(inset, { fill: 'none', stroke: ink.colour, 'stroke-width': ring }));
    }
  }

  /** A line that a style sheet puts before an element. */
  #before(element: Element, into: SVGElement): void {
    const style = getComputedStyle(element, '::before');
    const wide = Number.parseFloat(style.borderTopWidth);
    if (style.content === 'none' || style.position !== 'absolute' || !(wide > 0)) return;
    const rect = element.getBoundingClientRect();
    const [x, y] = [
      rect.left - this.#left + Number.parseFloat(style.left),
      rect.top - this.#top + Number.parseFloat(style.top),
    ];
    const ends = [x, y, x + Number.parseFloat(style.width), y].map(round);
    into.append(this.#line(ends, this.#ink(style.borderTopColor), wide));
  }

  #line([x1, y1, x2, y2]: number[], { colour, opacity }: Ink, wide: number): SVGElement {
    const ends = { x1: x1 ?? 0, y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 };
    const look = { stroke: colour, 'stroke-opacity': opacity, 'stroke-width': wide };
    return svgElement(document, 'line', { ...ends, ...look });
  }

  /** The words of a text, each line where it stands. */
  #words(text: Text, element: Element, style: CSSStyleDeclaration, into: SVGElement): void {
    const upright = style.writingMode.startsWith('vertical');
    const room = this.#room(element, upright);
    for (const line of upright ? uprightLine(text) : linesOf(text)) {
      const { box } = line;
      const words = style.textTransform === 'uppercase' ? line.words.toUpperCase() : line.words;
      const context = this.#context;
      if (!context) return;
      context.font = style.font;
      const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText(words);
      const told = fitted(words, context, upright ? box.height : box.width, room);
      const right = style.direction === 'rtl';
      const baseline = box.top + (box.height - up - down) / 2 + up;
      const across = (box.left + box.right + up - down) / 2 - this.#left;
      const at: Record<string, string | number> = upright
        ? { transform: `translate(${round(across)} ${round(room.bottom - this.#top)}) rotate(-90)` }
        : { x: round((right ? box.right : box.left) - this.#left), y: round(baseline - this.#top) };
      const { colour, opacity } = this.#ink(style.color);
      const look = {
        fill: colour,
        'fill-opacity': opacity,
        'font-family': style.fontFamily,
        'font-size': style.fontSize,
        'font-weight': style.fontWeight,
        'letter-spacing': style.letterSpacing,
        'text-decoration': style.textDecorationLine,
        direction: style.direction,
        'unicode-bidi': 'isolate',
      };
      into.append(svgElement(document, 'text', { ...at, ...look }, told));
    }
  }

  /** How long words may be, and where the box ends that cuts them off. */
  #room(element: Element, upright: boolean): { most: number; bottom: number } {
    for (let one: Element | null = element; one && one !== this.#root; one = one.parentElement) {
      if (getComputedStyle(one).overflowX === 'visible') continue;
      const { width, height, bottom } = one.getBoundingClientRect();
      return { most: upright ? height : width, bottom };
    }
    return { most: Number.POSITIVE_INFINITY, bottom: element.getBoundingClientRect().bottom };
  }

  #ink(css: string): Ink {
    const known = this.#inks.get(css);
    if (known) return known;
    const context = this.#context;
    let ink = { colour: css, opacity: 1 };
    if (context) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      const digits = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
      ink = { colour: `#${digits}`, opacity: Math.round((alpha / 255) * 100) / 100 };
    }
    this.#inks.set(css, ink);
    return ink;
  }
}

interface Line {
  words: string;
  box: DOMRect;
}

/** The lines that a text was broken into. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  let end = 0;
  const add = (from: number, to: number) => {
    range.setStart(text, from);
    range.setEnd(text, to);
    const rects = range.getClientRects();
    const points = [...text.data.slice(from, to)];
    if (rects.length > 1 && points.length > 1) {
      // A word that was broken: letter by letter.
      let at = from;
      for (const point of points) {
        add(at, at + point.length);
        at += point.length;
      }
      return;
    }
    const box = rects[0];
    if (!box || box.width === 0) return;
    const last = lines[lines.length - 1];
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) {
      const left = Math.min(last.box.left, box.left);
      last.words += (from > end ? ' ' : '') + text.data.slice(from, to);
      last.box = new DOMRect(left, last.box.top, Math.max(last.box.right, box.right) - left, last.box.height);
    } else lines.push({ words: text.data.slice(from, to), box });
    end = to;
  };
  for (const { 0: word, index } of text.data.matchAll(/\S+/gu)) add(index, index + word.length);
  return lines;
}

function uprightLine(text: Text): Line[] {
  const words = text.data.trim();
  const range = document.createRange();
  range.selectNodeContents(text);
  return words === '' ? [] : [{ words, box: range.getBoundingClientRect() }];
}

/** As many of the words as are seen, with an ellipsis where they are cut off. */
function fitted(
  words: string,
  context: CanvasRenderingContext2D,
  long: number,
  { most }: { most: number },
): string {
  if (long <= most + 1) return words;
  const points = [...words];
  while (points.length > 1 && context.measureText(`${points.join('')}…`).width > most) points.pop();
  return `${points.join('').trimEnd()}…`;
}

function canvas(width: number, height: number): CanvasRenderingContext2D | null {
  const one = document.createElement('canvas');
  one.width = width;
  one.height = height;
  return one.getContext('2d', { willReadFrequently: true });
}
