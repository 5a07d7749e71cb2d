import { printableLine } from '../report/printable.ts';
import { type Progress, silent } from '../report/progress.ts';

/** Shows what is being done to a person at a terminal, and only notes where there is none. */
export async function withProgress<T>(isQuiet: boolean, work: (progress: Progress) => Promise<T>): Promise<T> {
  if (isQuiet) return work(silent);
  if (!process.stderr.isTTY) {
    return work({ ...silent, note: (line) => void process.stderr.write(`qdoctor: ${printableLine(line)}\n`) });
  }
  const { showProgress } = await import('../report/show-progress.ts');
  return showProgress('Reading the host', work);
}
