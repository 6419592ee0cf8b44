import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/api/types';
import {
  bodyOf,
  correctionWords,
  type Draft,
  figureText,
  kindsOf,
  parseFigure,
  saidWords,
} from '../../src/lib/decisions';

describe('a figure as people write it', () => {
  it.each([
    ['4', 4, 4],
    [' 1,200 ', 1200, 1200],
    ['3-5', 3, 5],
    ['3–5', 3, 5],
    ['3..5', 3, 5],
    ['3-', 3, null],
    ['3+', 3, null],
    ['-5', null, 5],
    ['2.5', 2.5, 2.5],
  ])('%s', (text, low, high) => {
    expect(parseFigure(text)).toEqual({ low, high });
  });

  it.each(['', 'many', '-', '5-3', '3+5', '4 or 5', '1-2-3'])('%s is none', (text) => {
    expect(parseFigure(text)).toBeNull();
  });

  it('is written as it is read', () => {
    for (const [low, high] of [
      [4, 4],
      [3, 5],
      [3, null],
      [null, 5],
    ]) {
      expect(parseFigure(figureText(low, high))).toEqual({ low, high });
    }
  });
});

const claim = { id: 'aa.c1', matter: 'm-aa.c1' } as Claim;
const who = { reviewer: 'Ada Quill', reason: 'as the maps show' };
const empty: Draft = {
  kind: 'accept',
  what: 'figure',
  figure: '',
  words: '',
  name: '',
  geonameid: '',
  start: '',
  end: '',
  matter: '',
};

describe('what is asked of the program', () => {
  const check = (draft: Partial<Draft>) => bodyOf({ ...empty, ...draft }, { claim }, who);

  it('names the claim, or its matter, as the kind needs it', () => {
    expect(check({ kind: 'accept' })).toMatchObject({ kind: 'accept', targets: ['aa.c1'], ...who });
    expect(check({ kind: 'split' })).toMatchObject({ targets: ['m-aa.c1', 'aa.c1'] });
    expect(check({ kind: 'merge', matter: 'm-bb.c1' })).toMatchObject({ targets: ['m-aa.c1', 'm-bb.c1'] });
    expect(bodyOf({ ...empty, kind: 'undo' }, { entry: 4 }, who)).toMatchObject({ value: { entry: 4 } });
    expect(bodyOf({ ...empty, kind: 'note' }, { matter: { id: 'm-x' } }, who)).toMatchObject({
      targets: ['m-x'],
    });
  });

  it('holds what is corrected alone', () => {
    const value = (draft: Partial<Draft>) =>
      (check({ kind: 'correct', ...draft }) as { value: unknown }).value;
    expect(value({ figure: '4' })).toEqual({ what: 'figure', low: 4, high: 4, words: null });
    expect(value({ figure: '4-', words: 'nine' })).toEqual({
      what: 'figure',
      low: 4,
      high: null,
      words: 'nine',
    });
    expect(value({ what: 'date', start: '2024-02-01' })).toEqual({
      what: 'date',
      start: '2024-02-01',
      end: '2024-02-01',
    });
    expect(value({ what: 'holder', name: 'Guild' })).toEqual({ what: 'holder', name: 'Guild' });
    expect(value({ what: 'matter', matter: 'm-x' })).toEqual({ what: 'matter', matter: 'm-x' });
  });

  it('says what is missing', () => {
    expect(bodyOf(empty, { claim }, { ...who, reason: ' ' })).toMatch(/why/u);
    expect(bodyOf(empty, { claim }, { ...who, reviewer: '' })).toMatch(/who/u);
    expect(check({ kind: 'merge' })).toMatch(/other matter/u);
    expect(check({ kind: 'correct', figure: 'many' })).toMatch(/figure/u);
    expect(check({ kind: 'correct', what: 'place', name: ' ' })).toMatch(/name/u);
    expect(check({ kind: 'correct', what: 'date' })).toMatch(/2024-05/u);
  });
});

it('offers no merge for a claim that speaks to no matter', () => {
  expect(kindsOf(claim)).toContain('merge');
  expect(kindsOf({ ...claim, matter: null })).not.toContain('merge');
  expect(kindsOf({ ...claim, matter: null })).not.toContain('split');
});

it('tells a decision in a few words', () => {
  const correction = { what: 'figure', low: 3, high: null };
  expect(correctionWords(correction)).toBe('figure: at least 3');
  expect(saidWords({ kind: 'correct', correction })).toBe('corrected the figure: at least 3');
  expect(saidWords({ kind: 'accept' })).toBe('accepted');
  expect(saidWords({ kind: 'undo' }, 7)).toBe('took back entry 7');
});
