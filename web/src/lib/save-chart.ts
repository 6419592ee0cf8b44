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
];

/** A chart as an SVG of its own: its styles are in it, its links lead nowhere, a title says what it shows. */
export function standalone(chart: SVGSVGElement, title: string): SVGSVGElement {
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
  copy.setAttribute('xmlns', SVG);
  const paper = chart.ownerDocument.createElementNS(SVG, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(chart.ownerDocument.body).backgroundColor);
  const name = chart.ownerDocument.createElementNS(SVG, 'title');
  name.textContent = title;
  copy.prepend(name, paper);
  return copy;
}

const all = (chart: Element): Element[] => [chart, ...chart.querySelectorAll('*')];

/** Room for the title above a chart that is saved by itself, in pixels. */
const HEADROOM = 30;

/** A chart to be saved by itself, with its title above it. */
function titled(chart: SVGSVGElement, title: string): SVGSVGElement {
  const copy = standalone(chart, title);
  const { x, y, width, height } = chart.viewBox.baseVal;
  copy.setAttribute('viewBox', [x, y - HEADROOM, width, height + HEADROOM].join(' '));
  copy.setAttribute('height', String(height + HEADROOM));
  copy.querySelector(':scope > rect')?.setAttribute('y', String(y - HEADROOM));
  const style = getComputedStyle(chart.ownerDocument.body);
  const head = svgElement(
    chart.ownerDocument,
    'text',
    {
      x: 6,
      y: y - 11,
      'font-family': style.fontFamily,
      'font-size': 15,
      'font-weight': 650,
      fill: style.color,
    },
    title,
  );
  copy.append(head);
  return copy;
}

export function svgText(chart: SVGSVGElement, title: string): string {
  return new XMLSerializer().serializeToString(titled(chart, title));
}

/** The chart as a picture of twice its size, sharp on fine screens and in print. */
export async function pngOf(chart: SVGSVGElement, title: string): Promise<Blob> {
  const scale = 2;
  const box = chart.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(chart, title))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = box.width * scale;
  canvas.height = (box.height + HEADROOM) * scale;
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
