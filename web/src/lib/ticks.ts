/** Whole numbers from 0 up to `most` at an even distance of 1, 2 or 5 times a power of ten, `count` of them at most. */
export function wholeTicks(most: number, count: number): number[] {
  const rough = Math.max(1, most / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
