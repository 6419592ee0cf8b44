import type { Dates, Maybe } from '../api/types';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Day {
  year: number;
  month: string;
  day: number;
}

// Days are calendar days without a time zone, so `Date` would only shift them.
function parse(value: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  const month = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && month ? { year: Number(match[1]), month, day: Number(match[3]) } : null;
}

/** "2024-03-13" as "13 March 2024"; what is not a day stays as it is. */
export function formatDay(value: Maybe<string>): string {
  if (!value) return 'date unknown';
  const day = parse(value);
  return day ? `${day.day} ${day.month} ${day.year}` : value;
}

/** "2024-03" as "March 2024"; what is no month stays as it is. */
export function formatMonth(value: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(value);
  const month = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && month ? `${month} ${match[1]}` : value;
}

/** A range of days, naming month and year once where they are the same. */
export function formatDates(dates: Maybe<Dates>): string {
  if (!dates) return 'date unknown';
  const start = parse(dates.start);
  const end = parse(dates.end);
  if (!start || !end) return dates.start === dates.end ? dates.start : `${dates.start} – ${dates.end}`;
  if (dates.start === dates.end) return formatDay(dates.start);
  if (start.year !== end.year) return `${formatDay(dates.start)} – ${formatDay(dates.end)}`;
  if (start.month !== end.month) return `${start.day} ${start.month} – ${formatDay(dates.end)}`;
  return `${start.day}–${formatDay(dates.end)}`;
}
