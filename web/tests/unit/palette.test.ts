import { describe, expect, it } from 'vitest';
import css from '../../src/styles/tokens.css?raw';
import { contrast, DEFICIENCIES, difference, rgbOf, seen } from './palette';

const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const tokens = (text: string) =>
  new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name, colour]) => [name, colour ?? '']),
  );

/** About five times what an eye tells apart side by side; marks of one chart lie further from each other. */
const APART = 11;
/** WCAG 2.2, 1.4.11: what is needed to understand a drawing. */
const STANDS_OUT = 3;

describe('the measure', () => {
  // Sharma, Wu and Dalal give these pairs in Lab; here the ends of the RGB cube, by other programs.
  it('knows black from white', () =>
    expect(difference(rgbOf('#000000'), rgbOf('#ffffff'))).toBeCloseTo(100, 1));
  it('knows red from green', () =>
    expect(difference(rgbOf('#ff0000'), rgbOf('#00ff00'))).toBeCloseTo(86.61, 1));
  it('sees no difference where there is none', () =>
    expect(difference(rgbOf('#2364e4'), rgbOf('#2364e4'))).toBe(0));
  it('leaves grey grey', () => {
    for (const name of Object.keys(DEFICIENCIES))
      expect(difference(seen(rgbOf('#808080'), name), rgbOf('#808080'))).toBeLessThan(0.5);
  });
  it('takes red and green together where one cone is missing', () => {
    const [red, green] = [rgbOf('#b05030'), rgbOf('#6e7020')];
    expect(difference(seen(red, 'deuteranopia'), seen(green, 'deuteranopia'))).toBeLessThan(
      difference(red, green) / 2,
    );
  });
});

describe.each([
  ['light', tokens(light)],
  ['dark', tokens(dark)],
])('the origins’ colours in the %s theme', (_theme, colours) => {
  const origins = [0, 1, 2, 3, 4, 5].map((index) => rgbOf(colours.get(`origin-${index}`) ?? ''));

  it.each(Object.keys(DEFICIENCIES))('stay apart from each other: %s', (deficiency) => {
    const near = origins.flatMap((one, index) =>
      origins.slice(index + 1).flatMap((other, after) => {
        const apart = difference(seen(one, deficiency), seen(other, deficiency));
        return apart < APART ? [`${index} and ${index + after + 1}: ${apart.toFixed(1)}`] : [];
      }),
    );
    expect(near).toEqual([]);
  });

  it.each(['paper', 'paper-raised', 'paper-sunk'])('stand out from the %s', (ground) => {
    const under = rgbOf(colours.get(ground) ?? '');
    for (const one of origins) expect(contrast(one, under)).toBeGreaterThanOrEqual(STANDS_OUT);
    expect(contrast(rgbOf(colours.get('policy') ?? ''), under)).toBeGreaterThanOrEqual(STANDS_OUT);
  });
});
