import { direction } from './direction';
import { svgElement } from './svg';

const SVG = 'http://www.w3.org/2000/svg';
/** What the style sheets give a chart's elements, which a file of its own has to carry. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'paint-order',
  'direction',
  'unicode-bidi',
];

/** A drawing with its styles in it; its links lead nowhere. */
export function styled(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [from, to] = [all(chart), all(copy)];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of STYLES) to[index]?.setAttribute(name, style.getPropertyValue(name));
    // A line through a word says that it was withdrawn: it must not be lost.
    if (element.tagName === 'text') to[index]?.setAttribute('text-decoration', style.textDecorationLine);
  });
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href');
  for (const hit of copy.querySelectorAll('.hit')) hit.remove();
  return copy;
}

/** A chart as an SVG of its own: its styles are in it, its links lead nowhere, a title says what it shows. */
export const standalone = (chart: SVGSVGElement, title: string): SVGSVGElement =>
  onPaper(styled(chart), title);

/** A drawing on the page's own ground, with a title for people who do not see it. */
export function onPaper(drawing: SVGSVGElement, title: string): SVGSVGElement {
  drawing.setAttribute('xmlns', SVG);
  const fill = getComputedStyle(document.documentElement).backgroundColor;
  const paper = svgElement(document, 'rect', { class: 'paper', width: '100%', height: '100%', fill });
  drawing.prepend(svgElement(document, 'title', {}, title), paper);
  return drawing;
}

const all = (chart: Element): Element[] => [chart, ...chart.querySelectorAll('*')];

/** Room around a picture, in pixels. */
const MARGIN = 10;
const HEAD = { size: 15, weight: 650, line: 20 };
const FOOT = { size: 11, weight: 400, line: 15 };

/** A picture with what it shows above it, and below it what it was made from; it becomes as high as they need. */
export function framed(drawing: SVGSVGElement, title: string, caption: string): SVGSVGElement {
  const inner = drawing.viewBox.baseVal;
  const { y, height } = inner;
  const [x, width] = [inner.x - MARGIN, inner.width + 2 * MARGIN];
  const { color, fontFamily } = getComputedStyle(document.body);
  const ink = getComputedStyle(document.documentElement).getPropertyValue('--ink-soft').trim() || color;
  const right = direction(title) === 'rtl';
  const put = (words: string, look: typeof HEAD, from: number, fill: string) => {
    const font = `${look.weight} ${look.size}px ${fontFamily}`;
    const lines = wrapped(words, font, width - 2 * MARGIN);
    lines.forEach((line, index) => {
      const at = { x: right ? x + width - MARGIN : x + MARGIN, y: from + (index + 0.75) * look.line };
      const style = { 'font-family': fontFamily, 'font-size': look.size, 'font-weight': look.weight, fill };
      const turn = { direction: right ? 'rtl' : 'ltr', 'unicode-bidi': 'isolate' };
      drawing.append(svgElement(document, 'text', { ...at, ...style, ...turn }, line));
    });
    return lines.length * look.line;
  };
  const head = wrapped(title, `${HEAD.weight} ${HEAD.size}px ${fontFamily}`, width - 2 * MARGIN).length;
  const top = y - head * HEAD.line - MARGIN;
  put(title, HEAD, top, color);
  const bottom = y + height + MARGIN + put(caption, FOOT, y + height + MARGIN, ink) + MARGIN;
  drawing.setAttribute('viewBox', [x, top, width, bottom - top].join(' '));
  drawing.setAttribute('width', String(width));
  drawing.setAttribute('height', String(bottom - top));
  const paper = drawing.querySelector(':scope > .paper');
  paper?.setAttribute('x', String(x));
  paper?.setAttribute('y', String(top));
  return drawing;
}

/** Words in lines that are not wider than `room`; a word that is wider has a line of its own. */
function wrapped(words: string, font: string, room: number): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return [words];
  context.font = font;
  const lines: string[] = [];
  for (const word of words.split(/\s+/u)) {
    const last = lines[lines.length - 1];
    const longer = `${last} ${word}`;
    if (last === undefined || context.measureText(longer).width > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export const svgText = (picture: SVGSVGElement): string => new XMLSerializer().serializeToString(picture);

/** A picture that needs nothing else as dots, twice its size: sharp on fine screens and in print. */
export async function pngOf(picture: SVGSVGElement): Promise<Blob> {
  const box = picture.viewBox.baseVal;
  // More dots than these are more than browsers draw.
  const scale = Math.min(2, 16_000 / Math.max(box.width, box.height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn.'))));
  });
}

/** Hands a file to the browser to save. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A title as a file's name: "People killed, Tornio" becomes "people-killed-tornio". */
export const fileName = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'gainsay';
