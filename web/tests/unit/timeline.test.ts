import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, daysOf, dayText, dayTicks, pack, scale } from '../../src/lib/timeline';

describe('days', () => {
  it('go to numbers and back, over leap days and before 1970', () => {
    for (const day of ['2024-02-29', '1932-03-01', '2000-12-31', '1969-12-31']) {
      expect(dayText(dayNumber(day))).toBe(day);
    }
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2);
    expect(daysOf({ date: null })).toBeNull();
  });

  it('are as wide as they are many', () => {
    const x = scale({ start: 10, end: 19 }, 500);
    expect([x(10), x(11), x(20)]).toEqual([0, 50, 500]);
  });
});

describe('lanes', () => {
  it('take the first that has room', () => {
    const stretches = [
      { left: 0, right: 10 },
      { left: 5, right: 8 },
      { left: 16, right: 20 },
      { left: 12, right: 14 },
    ];
    expect(pack(stretches, 2)).toEqual([0, 1, 0, 0]);
  });

  it('never overlap, whatever order they come in', () => {
    const stretch = fc.tuple(fc.nat(500), fc.nat(100)).map(([left, wide]) => ({ left, right: left + wide }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 60 }), fc.nat(10), (stretches, gap) => {
        const lanes = pack(stretches, gap);
        stretches.forEach((one, i) => {
          stretches.forEach((other, j) => {
            if (i >= j || lanes[i] !== lanes[j]) return;
            expect(one.right + gap <= other.left || other.right + gap <= one.left).toBe(true);
          });
        });
      }),
    );
  });
});

describe('ticks', () => {
  it('fit the room there is, in order, within the days', () => {
    const day = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2100-01-01') });
    fc.assert(
      fc.property(day, fc.nat(40_000), fc.integer({ min: 2, max: 14 }), (start, length, count) => {
        const days = { start, end: start + length };
        const ticks = dayTicks(days, count);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
        ticks.forEach((tick, index) => {
          expect(tick.day).toBeGreaterThanOrEqual(days.start);
          expect(tick.day).toBeLessThanOrEqual(days.end);
          if (index > 0) expect(tick.day).toBeGreaterThan(ticks[index - 1]?.day ?? 0);
        });
      }),
    );
  });

  it('name months and years', () => {
    const labels = (start: string, end: string) =>
      dayTicks({ start: dayNumber(start), end: dayNumber(end) }, 8).map(({ label }) => label);
    expect(labels('2024-02-12', '2024-02-15')).toEqual(['12 Feb', '13 Feb', '14 Feb', '15 Feb']);
    expect(labels('2023-11-15', '2024-03-20')).toEqual(['Dec 2023', 'Jan 2024', 'Feb', 'Mar']);
    expect(labels('1990-06-01', '2021-06-01')).toContain('2000');
  });
});
