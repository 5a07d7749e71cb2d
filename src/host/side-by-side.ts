import { randomUUID } from 'node:crypto';
import { entered } from './entered.ts';
import { type Command, type CommandResult, defaultTimeoutMs } from './host.ts';
import { type Argv, runProcess } from './process.ts';
import { callOf, endOf, inputOf } from './shell-batch.ts';
import { direct, type Transport } from './transport.ts';

/*
 * Commands that wait for answers, all at once: in one shell on the host and one in each namespace, where a shell for each
 * command would cost more than the commands. As in a batch (shell-batch.ts) scripts are built from positions only.
 *
 * What a command printed becomes one line, its line breaks written as the boundary and "/": a line is written in one
 * piece by every shell, so that lines of several commands do not mix.
 */
const helpers = `b=$1
n='
'
tell() {
  t= e=$2
  while :; do
    case $e in
      *"$n"*) t=$t\${e%%"$n"*}$b/ e=\${e#*"$n"} ;;
      *) break ;;
    esac
  done
  printf '%s %d %s%s\\n' "$b" "$1" "$t" "$e"
}`;

/**
 * Runs the commands side by side; results in their order, each with how long it took. Undefined for one that could not
 * be started in this way.
 */
export async function runSideBySide(
  commands: readonly Command[],
  signal: AbortSignal | undefined,
  transport: Transport = direct,
): Promise<readonly (CommandResult | undefined)[]> {
  const boundary = randomUUID();
  const timeoutMs = Math.max(...commands.map((command) => command.timeoutMs ?? defaultTimeoutMs));
  const results: (CommandResult | undefined)[] = commands.map(() => undefined);
  const begin = performance.now();
  let unread = '';
  const end = await runProcess(transport.run(shellOf(commands, boundary), timeoutMs / 1000), {
    timeoutMs,
    holdsInput: transport.isHeld,
    signal,
    onOutput: (stream, chunk) => {
      if (stream !== 'stdout') return;
      const lines = `${unread}${chunk}`.split('\n');
      unread = lines.pop() ?? '';
      const milliseconds = performance.now() - begin;
      for (const line of lines) {
        const read = readLine(line, boundary);
        if (read !== undefined) results[read.index] = endOf({ ...read.ended, milliseconds });
      }
    },
  });
  if (end.kind !== 'exited') return results.map((result) => result ?? end);
  const failure = results.includes(undefined) ? transport.failure(end) : undefined;
  if (failure !== undefined) throw failure;
  return results;
}

/** One shell for the host's own commands, which starts one in each namespace. */
function shellOf(commands: readonly Command[], boundary: string): Argv {
  const words = [boundary];
  const lines: string[] = [];
  const inNamespaces = new Map<string, { readonly words: string[]; readonly lines: string[] }>();
  for (const [index, command] of commands.entries()) {
    const { namespace, inner } = entered(command.argv);
    const own =
      namespace === undefined ? { words, lines } : (inNamespaces.get(namespace) ?? { words: [boundary], lines: [] });
    if (namespace !== undefined) inNamespaces.set(namespace, own);
    own.lines.push(lineOf(index, inner, command.input, own.words));
  }
  for (const [namespace, own] of inNamespaces) {
    const shell = ['ip', 'netns', 'exec', namespace, 'sh', '-c', scriptOf(own.lines), 'sh', ...own.words];
    lines.push(`${callOf(shell, words)} ${inputOf(undefined, words)} &`);
  }
  return ['sh', '-c', scriptOf(lines), 'sh', ...words];
}

const scriptOf = (lines: readonly string[]): string => [helpers, ...lines, 'wait'].join('\n');

/** Tells standard error, the boundary and "=", standard output, and the exit code, behind which no line break is lost. */
function lineOf(index: number, argv: readonly string[], input: string | undefined, words: string[]): string {
  return `(
e=$({ o=$(${callOf(argv, words)} ${inputOf(input, words)}
printf ' %d' "$?"); } 2>&1; printf '%s=%s' "$b" "$o")
tell ${index} "$e"
) &`;
}

function readLine(line: string, boundary: string) {
  const [head = '', output] = line.split(`${boundary}=`);
  const number = head.match(new RegExp(`^${boundary} (\\d+) `));
  const code = output?.match(/ (\d+)$/);
  if (number === null || output === undefined || code === null || code === undefined) return undefined;
  const textOf = (text: string) => Buffer.from(text.replaceAll(`${boundary}/`, '\n'), 'latin1').toString('utf8');
  return {
    index: Number(number[1]),
    ended: {
      stdout: textOf(output.slice(0, code.index)),
      stderr: textOf(head.slice(number[0].length)),
      exitCode: Number(code[1]),
    },
  };
}
