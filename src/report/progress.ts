import { type DefaultRenderer, Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput } from 'listr2';

/** What a run is doing now, for a person who waits. */
export interface Progress {
  say(what: string): void;
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, never>;

type Work<T> = (progress: Progress) => Promise<T>;

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
          result = { value: await work({ say: (what) => Object.assign(task, { output: what }) }) };
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
