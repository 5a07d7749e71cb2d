import { availableParallelism } from 'node:os';
import type { Argv } from '../host/process.ts';
import { ShellHost } from '../host/shell-host.ts';
import { direct } from '../host/transport.ts';

/** A lab, diagnosed by a process outside of it: each shell enters the namespaces of the lab. */
export class LabHost extends ShellHost {
  readonly name: string;
  readonly source = 'local';

  constructor(name: string, inside: (argv: Argv) => Argv, signal: AbortSignal | undefined) {
    const transport = {
      ...direct,
      run: (argv: Argv, seconds: number) => inside(direct.run(argv, seconds)),
      stream: (argv: Argv, seconds: number) => inside(direct.stream(argv, seconds)),
    };
    super(transport, availableParallelism(), signal);
    this.name = name;
  }
}
