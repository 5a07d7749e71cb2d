import { availableParallelism, hostname } from 'node:os';
import { ShellHost } from './shell-host.ts';
import { direct } from './transport.ts';

/** This machine. `signal` ends whatever runs. */
export class LocalHost extends ShellHost {
  readonly name = hostname();
  readonly source = 'local';

  constructor(signal?: AbortSignal) {
    super(direct, Math.max(1, availableParallelism()), signal);
  }
}
