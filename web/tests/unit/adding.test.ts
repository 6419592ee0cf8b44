import { describe, expect, it } from 'vitest';
import type { JobFile } from '../../src/api/types';
import { countsWords, fileWords, hasEnded, jobWords, shownFiles } from '../../src/lib/adding';
import { bars, dayAt, positionOf, positionWords } from '../../src/lib/as-of';

const counts = { added: 0, known: 0, reread: 0, failed: 0 };
const file = (index: number, change: Partial<JobFile> = {}): JobFile => ({
  index,
  name: `${index}.txt`,
  size: 10,
  done: 0,
  state: 'read',
  counts,
  document: null,
  remarks: [],
  ...change,
});

describe('what is being added', () => {
  it('is told in words', () => {
    const job = { counts: { ...counts, added: 1200, known: 1, failed: 2 } };
    expect(countsWords(job.counts)).toBe('1,200 reports added, 1 already there, 2 failed');
    expect(jobWords({ ...job, state: 'done' }, [], 0)).toBe('1,200 reports added, 1 already there, 2 failed');
    expect(jobWords({ ...job, state: 'stopped' }, [], 0)).toMatch(/^Stopped; /);
    const files = [file(0), file(1, { state: 'reading' })];
    expect(jobWords({ ...job, state: 'reading' }, files, 3)).toBe('Read 1 of 5 files');
    expect(['done', 'stopped', 'failed', 'reading'].map((state) => hasEnded({ state }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('is told of each file', () => {
    expect(fileWords(file(0, { counts: { ...counts, known: 1 } }))).toBe('already there');
    expect(fileWords(file(0, { counts: { ...counts, added: 2, failed: 1 } }))).toBe(
      '2 reports added, 1 failed',
    );
    expect(fileWords(file(0))).toBe('no report in it');
    expect(fileWords(file(0, { state: 'left' }))).toBe('not read');
  });

  it('shows failures first where there is too much', () => {
    const files = [
      file(0),
      file(1),
      file(2, { counts: { ...counts, failed: 1 } }),
      file(3, { state: 'reading' }),
    ];
    expect(shownFiles(files, 2).map(({ index }) => index)).toEqual([2, 3]);
    expect(shownFiles(files, 4).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});

describe('a day on the slider', () => {
  const bins = [
    { start: '2024-02-12', end: '2024-02-12', documents: 4 },
    { start: '2024-02-14', end: '2024-02-16', documents: 1 },
    { start: '2024-03-01', end: '2024-03-01', documents: 2 },
  ];

  it('stands at the last bin that it reaches', () => {
    const at = (day: string | null) => positionOf(bins, day);
    expect([at('2023-01-01'), at('2024-02-12'), at('2024-02-13'), at('2024-02-15')]).toEqual([0, 0, 0, 1]);
    expect([at('2024-03-01'), at('2030-01-01'), at(null)]).toEqual([2, 2, 3]);
    expect([dayAt(bins, 1), dayAt(bins, 3)]).toEqual(['2024-02-16', null]);
  });

  it('is told in words and bars', () => {
    expect(positionWords(bins, 1, 3)).toBe('16 February 2024: 5 of 10 documents');
    expect(positionWords(bins, 3, 3)).toBe('all that is known');
    expect(bars(bins, 0, 1)).toBe('M-0.4 1V0h0.8V1z');
    expect(bars(bins, 3, 3)).toBe('');
  });
});
