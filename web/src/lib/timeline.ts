import type { EventRow } from '../api/types';

const DAY = 86_400_000;

/** A calendar day as a number of days, so that days can be counted with. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Days from the first to the last, that one included. */
export interface Days {
  start: number;
  end: number;
}

export const daysOf = ({ date }: Pick<EventRow, 'date'>): Days | null =>
  date ? { start: dayNumber(date.start), end: dayNumber(date.end) } : null;

/** Where something lies on a line: from left to right, in pixels. */
export interface Stretch {
  left: number;
  right: number;
}

/**
 * The lane of each stretch, so that no two in a lane come nearer than `gap`: the first lane with room, in order of their
 * left ends.
 */
export function pack(stretches: readonly Stretch[], gap: number): number[] {
  const order = stretches.map((_, index) => index);
  const left = (index: number) => stretches[index]?.left ?? 0;
  order.sort((a, b) => left(a) - left(b) || a - b);
  const ends: number[] = [];
  const lanes = new Array<number>(stretches.length).fill(0);
  for (const index of order) {
    const { left, right } = stretches[index] as Stretch;
    const free = ends.findIndex((end) => end + gap <= left);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = right;
    lanes[index] = lane;
  }
  return lanes;
}

/** Puts days on a line of `width` pixels: a day is as wide as a day. */
export function scale({ start, end }: Days, width: number): (day: number) => number {
  const each = width / Math.max(1, end + 1 - start);
  return (day) => (day - start) * each;
}

/** A mark of the axis, and what it says. */
export interface Tick {
  day: number;
  label: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Marks at the beginnings of days, months or years, `count` of them at most. */
export function dayTicks(days: Days, count: number): Tick[] {
  const room = Math.max(1, count);
  const length = days.end + 1 - days.start;
  const byDays = [1, 2, 7, 14].find((step) => length / step <= room);
  if (byDays !== undefined && length <= 62) {
    const ticks = Array.from({ length: Math.ceil(length / byDays) }, (_, at) => days.start + at * byDays);
    return ticks.map((day) => ({ day, label: dayLabel(day) }));
  }
  const months = [1, 2, 3, 6].find((step) => length / 30.44 / step <= room);
  if (months !== undefined) return monthTicks(days, months);
  const years = length / 365.25;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => years / each <= room) ?? 1000;
  const first = Math.ceil(yearOf(days.start) / step) * step;
  const all = Array.from({ length: Math.ceil(years / step) + 1 }, (_, at) => first + at * step);
  return all
    .map((year) => ({ day: dayNumber(`${String(year).padStart(4, '0')}-01-01`), label: String(year) }))
    .filter(({ day }) => day >= days.start && day <= days.end);
}

const yearOf = (day: number) => new Date(day * DAY).getUTCFullYear();

function dayLabel(day: number): string {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

function monthTicks(days: Days, step: number): Tick[] {
  const ticks: Tick[] = [];
  const first = new Date(days.start * DAY);
  for (let month = 0; ; month += 1) {
    const day = Math.round(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1) / DAY);
    if (day > days.end) return ticks;
    const date = new Date(day * DAY);
    const at = date.getUTCMonth();
    if (day < days.start || at % step !== 0) continue;
    ticks.push({
      day,
      label: at === 0 || ticks.length === 0 ? `${MONTHS[at]} ${date.getUTCFullYear()}` : String(MONTHS[at]),
    });
  }
}
