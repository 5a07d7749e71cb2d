import { type DefaultRenderer, Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput } from 'listr2';
import type { Progress } from './progress.ts';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, never>;

type Work<T> = (progress: Progress) => Promise<T>;

/** A person who has waited this long is told what for, and since when. */
const patienceMs = 2000;

/** Runs `work`; what it says stands below the task, with the seconds that it has been at it. */
async function withProgressOf<T>(task: Task, work: Work<T>): Promise<T> {
  let current = '';
  let since = performance.now();
  const say = (what: string) => {
    [current, since] = [what, performance.now()];
    task.output = what;
  };
  const ticks = setInterval(() => {
    const waited = performance.now() - since;
    if (current !== '' && waited >= patienceMs) task.output = `${current}: ${Math.round(waited / 1000)} s`;
  }, 1000);
  try {
    return await work({ say, note: say });
  } finally {
    clearInterval(ticks);
  }
}

/** Runs `work` with its progress on stderr. */
export async function showProgress<T>(title: string, work: Work<T>): Promise<T> {
  // listr2 writes to stdout, which belongs to the report; both of its streams go to stderr instead.
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  let result: { readonly value: T } | undefined;
  const tasks = new Listr(
    [
      {
        title,
        task: async (_context: unknown, task: Task) => {
          result = { value: await withProgressOf(task, work) };
        },
      },
    ],
    {
      renderer: 'default',
      fallbackRenderer: 'silent',
      rendererOptions: { clearOutput: true, logger: new ListrLogger({ processOutput }) },
      registerSignalListeners: false,
    },
  );
  await tasks.run();
  if (result === undefined) throw new Error('the work gave no result');
  return result.value;
}
