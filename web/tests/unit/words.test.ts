import { describe, expect, it } from 'vitest';
import { formatDates, formatDay } from '../../src/lib/dates';
import { direction } from '../../src/lib/direction';
import { anchor, formatInterval, greatest } from '../../src/lib/intervals';
import { plural } from '../../src/lib/plural';
import { wholeTicks } from '../../src/lib/ticks';
import { facetTitle, placeWords, valueWords } from '../../src/lib/words';

describe('intervals', () => {
  const check = (
    low: number | null | undefined,
    high: number | null | undefined,
    expected: string,
    words?: string,
  ) => expect(formatInterval({ low, high }, words)).toBe(expected);

  it('says an exact number', () => check(12, 12, '12'));
  it('groups thousands', () => check(1200, 1200, '1,200'));
  it('says a lower end', () => check(12, null, 'at least 12'));
  it('says an upper end', () => check(null, 40, 'up to 40'));
  it('says a range', () => check(24, 99, '24–99'));
  it('adds the text’s words where they have no digits', () => check(24, 99, '24–99 (dozens)', 'dozens'));
  it('does not repeat digits', () => check(90, 110, '90–110', 'about 100'));
  it('adds nothing to an exact number', () => check(12, 12, '12', 'twelve'));
  it('never takes unknown for 0', () => check(null, null, 'number unknown'));
  it('takes an absent end for open', () => check(undefined, undefined, 'number unknown'));
  it('says 0 where it was said', () => check(0, 0, '0'));

  it('sorts by the end that is known', () => {
    expect([anchor({ low: 3, high: 9 }), anchor({ low: null, high: 9 }), anchor({})]).toEqual([3, 9, null]);
  });
  it('finds the greatest', () =>
    expect(greatest([{ low: 55, high: null }, { low: null, high: 40 }, {}])).toBe(55));
});

describe('days', () => {
  const check = (start: string, end: string, expected: string) =>
    expect(formatDates({ start, end })).toBe(expected);

  it('names a day', () => check('2024-03-13', '2024-03-13', '13 March 2024'));
  it('names the month once', () => check('2024-03-12', '2024-03-14', '12–14 March 2024'));
  it('names the year once', () => check('2024-03-30', '2024-04-02', '30 March – 2 April 2024'));
  it('names both years', () => check('2023-12-31', '2024-01-01', '31 December 2023 – 1 January 2024'));
  it('keeps what is not a day', () => check('2024', '2024', '2024'));
  it('says that a date is unknown', () =>
    expect([formatDay(null), formatDates(null)]).toEqual(['date unknown', 'date unknown']));
  it('takes no month for another', () => expect(formatDay('2024-13-01')).toBe('2024-13-01'));
});

describe('facets', () => {
  const check = (expected: string, outcome?: string, category?: string, scope = 'event') =>
    expect(facetTitle({ facet: 'count', outcome, category, scope })).toBe(expected);

  it('counts people', () => check('People killed', 'killed'));
  it('counts a category', () => check('Children injured', 'injured', 'children'));
  it('does not count people as destroyed', () => check('Destroyed', 'destroyed'));
  it('counts things', () => check('Houses destroyed', 'destroyed', 'houses'));
  it('says that a figure adds up', () =>
    check(
      'People killed, running total since 1 January 2024',
      'killed',
      undefined,
      'cumulative since 2024-01-01',
    ));
  it('says it without a beginning', () =>
    check('People killed, running total', 'killed', undefined, 'cumulative'));

  it('asks who is responsible', () =>
    expect(facetTitle({ facet: 'responsibility' })).toBe('Who is responsible'));
  it('says who denies', () =>
    expect(valueWords('responsibility', 'denied')).toBe('denies being responsible'));
  it('names who is named', () =>
    expect(valueWords('responsibility', 'Lake Brigade')).toBe('names Lake Brigade'));
});

describe('places', () => {
  it('say what they lie in', () =>
    expect(placeWords({ name: 'Sines', state: 'Setúbal', country: 'PT' })).toBe('Sines, Setúbal, PT'));
  it('say a name once', () =>
    expect(placeWords({ name: 'Setúbal', state: 'Setúbal', country: 'PT' })).toBe('Setúbal, PT'));
  it('may be unknown', () => expect(placeWords(null)).toBe('place unknown'));
});

describe('the direction of a passage', () => {
  const check = (text: string, expected: string) => expect(direction(text)).toBe(expected);

  it('is that of most letters', () => check('“سمعت انفجارين”, said a sailor on the quay', 'ltr'));
  it('is right to left', () => check('قال متحدث باسم الهيئة إن 12 شخصا قتلوا', 'rtl'));
  it('is left to right without letters', () => check('12–14', 'ltr'));
});

describe('plurals', () => {
  const check = (noun: string, expected: string) => expect(plural(noun)).toBe(expected);

  it('add an s', () => check('fighter', 'fighters'));
  it('know the irregular', () => check('child', 'children'));
  it('change y', () => check('casualty', 'casualties'));
  it('keep a plural', () => check('houses', 'houses'));
  it('keep an irregular plural', () => check('women', 'women'));
});

describe('ticks', () => {
  const check = (most: number, count: number, expected: number[]) =>
    expect(wholeTicks(most, count)).toEqual(expected);

  it('are whole for small numbers', () => check(3.45, 8, [0, 1, 2, 3]));
  it('are few', () => check(114, 6, [0, 20, 40, 60, 80, 100]));
  it('reach thousands', () => check(3910, 4, [0, 1000, 2000, 3000]));
  it('begin at 0 where there is nothing', () => check(0, 4, [0]));
});
