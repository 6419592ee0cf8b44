import type { Original, SourcePlace } from '../api/types';

/** A page of the original, with the boxes on it. */
export interface PageDrawing {
  page: number;
  width: number;
  height: number;
  boxes: { x: number; y: number; width: number; height: number }[];
}

/** A box is drawn at least so high, in points: a line of small print is still seen. */
const MIN_HEIGHT = 6;

/** The pages that `places` stand on, each with its boxes, in the order of the text. */
export function pagesOf(places: SourcePlace[]): PageDrawing[] {
  const pages: PageDrawing[] = [];
  for (const { page, area, size } of places) {
    if (typeof page !== 'number' || !area || !size) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = area;
    const [width = 0, height = 0] = size;
    if (width <= 0 || height <= 0) continue;
    let drawing = pages.find((one) => one.page === page);
    if (!drawing) {
      drawing = { page, width, height, boxes: [] };
      pages.push(drawing);
    }
    drawing.boxes.push({
      x: left,
      y: top,
      width: Math.max(right - left, 1),
      height: Math.max(bottom - top, MIN_HEIGHT),
    });
  }
  return pages;
}

/** Where the words stood, in one line. */
export function originalWords({ summary }: Original): string {
  return summary ?? 'Where in the original is not known for this document.';
}
