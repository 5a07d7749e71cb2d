/** A command, taken apart at `ip netns exec NAMESPACE`. */
export interface Entered {
  /** Undefined where it enters none. */
  readonly namespace: string | undefined;
  /** The words that enter it. */
  readonly before: readonly string[];
  /** What runs there; without a namespace, the command itself. */
  readonly inner: readonly string[];
}

/** In which namespace a command runs, and what runs there. */
export function entered(argv: readonly string[]): Entered {
  const isEntering = argv[0] === 'ip' && argv[1] === 'netns' && argv[2] === 'exec' && argv.length > 4;
  return isEntering
    ? { namespace: argv[3], before: argv.slice(0, 4), inner: argv.slice(4) }
    : { namespace: undefined, before: [], inner: argv };
}
