import type { Job, JobFile } from '../api/types';
import { counted } from './words';

const ENDED = ['done', 'stopped', 'failed'];

export const hasEnded = (job: Pick<Job, 'state'>): boolean => ENDED.includes(job.state);

/** How far a job is, in words. */
export function jobWords(
  job: Pick<Job, 'state' | 'counts'>,
  files: readonly JobFile[],
  sending: number,
): string {
  const read = files.filter(({ state }) => state === 'read').length;
  switch (job.state) {
    case 'waiting':
      return 'Waiting for another job to end';
    case 'loading':
      return 'Getting ready to read';
    case 'reading':
      return `Read ${read.toLocaleString('en')} of ${counted(files.length + sending, 'file')}`;
    case 'comparing':
      return 'Comparing all reports';
    case 'stopped':
      return `Stopped; ${countsWords(job.counts)}`;
    case 'failed':
      return `Ended early; ${countsWords(job.counts)}`;
    default:
      return capital(countsWords(job.counts));
  }
}

/** What became of reports, in words. */
export function countsWords({ added, known, reread, failed }: Job['counts']): string {
  const parts = [`${counted(added, 'report')} added`];
  if (known > 0) parts.push(`${known.toLocaleString('en')} already there`);
  if (reread > 0) parts.push(`${reread.toLocaleString('en')} read again`);
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  return parts.join(', ');
}

/** How far a file is, in words. */
export function fileWords(file: JobFile): string {
  const { added, known, reread, failed } = file.counts;
  const total = added + known + reread + failed;
  if (file.state === 'waiting') return 'waiting';
  if (file.state === 'reading') return total > 0 ? `reading: ${countsWords(file.counts)}` : 'reading';
  if (file.state === 'left') return total > 0 ? `stopped: ${countsWords(file.counts)}` : 'not read';
  if (total === 0) return 'no report in it';
  if (total > 1) return countsWords(file.counts);
  if (failed > 0) return 'failed';
  if (known > 0) return 'already there';
  return reread > 0 ? 'read again' : 'added';
}

/** The files that are shown where there are too many: failures first, then what is being read, then the rest. */
export function shownFiles(files: readonly JobFile[], most: number): JobFile[] {
  if (files.length <= most) return [...files];
  const rank = ({ counts, state }: JobFile) => (counts.failed > 0 ? 0 : state === 'reading' ? 1 : 2);
  return [...files].sort((a, b) => rank(a) - rank(b) || a.index - b.index).slice(0, most);
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
