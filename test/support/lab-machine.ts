import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../../src/app/fix/transaction.ts';
import type { Lab } from '../../src/lab/lab.ts';

/** A lab as a machine whose state can be read and changed from outside. */
export const labMachine = (lab: Lab): Machine => ({
  host: {
    name: lab.name,
    source: 'local',
    run: (commands) =>
      Promise.all(commands.map(({ argv, input }) => lab.run(argv, input === undefined ? {} : { input }))),
    stream: () => {
      throw new Error('nothing is captured here');
    },
    wait: (milliseconds) => sleep(milliseconds),
  },
  run: (argv) => lab.run(argv),
});
