import { randomUUID } from 'node:crypto';
import { entered } from './entered.ts';
import { type Command, type CommandResult, defaultTimeoutMs } from './host.ts';
import { alarmExitCode, HungTools } from './hung-tools.ts';
import { mostOutputBytes, runProcess } from './process.ts';
import { direct, type Transport } from './transport.ts';

/*
 * Many commands in one shell: a shell starts a command in a third of the time that Node takes.
 * The script's text is built from positions only ("${7}"), the words of the commands are the shell's arguments,
 * so nothing from the host is ever parsed as shell. A random boundary frames what each command prints.
 */

/** Runs the commands one after the other in as few shells as time limits allow. */
export async function runShellBatch(
  commands: readonly Command[],
  signal: AbortSignal | undefined,
  transport: Transport = direct,
  hung = new HungTools(),
): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  for (let next = commands[0]; next !== undefined; next = commands[results.length]) {
    if (signal?.aborted === true) return commands.map((_, index) => results[index] ?? { kind: 'aborted' });
    const answer = hung.answerOf(next);
    if (answer === undefined)
      results.push(...(await runUntilStuck(commands.slice(results.length), signal, transport, hung)));
    else results.push(answer);
  }
  return results;
}

/** Gives the results up to the first command that did not end in time, that one included, or up to the next of a hung tool. */
async function runUntilStuck(
  commands: readonly Command[],
  signal: AbortSignal | undefined,
  transport: Transport,
  hung: HungTools,
): Promise<CommandResult[]> {
  const boundary = randomUUID();
  const frame = frameStart(boundary);
  const { script, words } = shellScript(commands, boundary);
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal?.addEventListener('abort', abort, { once: true });
  const streams = { stdout: '', stderr: '' };
  let done = 0;
  let seen = 0;
  let isTooLong = false;
  let isOfHungTool = false;
  const limitOf = (index: number) => commands[index]?.timeoutMs ?? defaultTimeoutMs;
  let timer = setTimeout(abort, limitOf(0));
  let longest = 0;
  for (const command of commands) longest += command.timeoutMs ?? defaultTimeoutMs;
  const timeoutMs = longest + defaultTimeoutMs;
  const end = await runProcess(transport.run(['sh', '-c', script, 'sh', ...words], timeoutMs / 1000), {
    timeoutMs,
    holdsInput: transport.isHeld,
    signal: stop.signal,
    mostBytes: 2 * mostOutputBytes,
    onOutput: (stream, chunk) => {
      streams[stream] += chunk;
      if (streams.stdout.length - seen > mostOutputBytes) {
        isTooLong = true;
        abort();
      }
      if (stream !== 'stdout' || !chunk.includes('\n')) return;
      const before = done;
      // `ps` shows the boundary too, as a word of this very shell; only a frame begins a line with it.
      for (let at = streams.stdout.indexOf(frame, seen); at !== -1; at = streams.stdout.indexOf(frame, seen)) {
        done += 1;
        seen = at + frame.length;
      }
      if (done === before) return;
      clearTimeout(timer);
      timer = setTimeout(abort, limitOf(done));
      const exitCode = Number.parseInt(streams.stdout.slice(seen), 10);
      const last = commands[done - 1];
      if (exitCode !== alarmExitCode || last === undefined) return;
      hung.note(last, { kind: 'exited', exitCode, stdout: '', stderr: '' });
      const next = commands[done];
      isOfHungTool = next !== undefined && hung.answerOf(next) !== undefined;
      if (isOfHungTool) abort();
    },
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', abort);
  const stdout = framesOf(streams.stdout, boundary);
  const stderr = framesOf(streams.stderr, boundary);
  const results = stdout.slice(0, stderr.length).map(({ text, exitCode }, index): CommandResult => {
    return endOf({ exitCode, stdout: text, stderr: stderr[index]?.text ?? '' });
  });
  const failure = results.length < commands.length ? transport.failure(end) : undefined;
  if (failure !== undefined) throw failure;
  // What was printed by all together is no fault of the one that runs now: it begins anew in the next shell.
  if (end.kind === 'too-long' && results.length > 0) return results;
  if (isTooLong || end.kind === 'too-long') return [...results, { kind: 'too-long', bytes: mostOutputBytes }];
  if (isOfHungTool && results.length > 0) return results;
  const [command] = commands.slice(results.length);
  if (command !== undefined) {
    const result = stuck(end.kind, signal, limitOf(results.length));
    hung.note(command, result);
    results.push(result);
  }
  return results;
}

/** How a command ended that a shell has run. */
export function endOf(ended: Omit<Extract<CommandResult, { readonly kind: 'exited' }>, 'kind'>): CommandResult {
  const { exitCode, stderr } = ended;
  // What a POSIX shell says of a command that it can't find (127) or may not run (126).
  if (exitCode === 127 && / not found/.test(stderr)) return { kind: 'tool-missing' };
  if (exitCode === 126 && /[Pp]ermission denied/.test(stderr)) return { kind: 'not-permitted' };
  return { kind: 'exited', ...ended };
}

function stuck(kind: CommandResult['kind'], signal: AbortSignal | undefined, limit: number): CommandResult {
  if (signal?.aborted === true) return { kind: 'aborted' };
  if (kind === 'tool-missing' || kind === 'not-permitted') return { kind };
  return { kind: 'timed-out', afterMs: limit };
}

function shellScript(commands: readonly Command[], boundary: string): { script: string; words: string[] } {
  const words: string[] = [boundary];
  const lines = commands.map(({ argv, input, isNetworkOnly }) => {
    const plain = callOf(argv, words);
    // It takes a third less; where it fails, what a person would type says why.
    const quick = isNetworkOnly === true ? enteredQuickly(argv) : undefined;
    const call = quick === undefined ? plain : `${callOf(quick, words)} 2>/dev/null || ${plain}`;
    const frame = `r=$?; printf '\\n%s %d\\n' "$1" "$r" >&2; printf '\\n%s %d\\n' "$1" "$r"`;
    return `${call} ${inputOf(input, words)}\n${frame}`;
  });
  return { script: lines.join('\n'), words };
}

/** A command of a script, by the positions of its words, which are added to those of the script. */
export const callOf = (argv: readonly string[], words: string[]): string =>
  argv.map((word) => `"\${${words.push(word)}}"`).join(' ');

/** Its input; an expansion inside a here-document is text: the shell does not look at it again. */
export const inputOf = (input: string | undefined, words: string[]): string =>
  input === undefined ? '</dev/null' : `<<E\n\${${words.push(input)}}\nE`;

/** The same command without `ip`, which for each of its own makes mounts that only few commands look at. */
function enteredQuickly(argv: Command['argv']): readonly string[] | undefined {
  const { namespace, inner } = entered(argv);
  return namespace === undefined ? undefined : ['nsenter', `--net=/run/netns/${namespace}`, '--', ...inner];
}

interface Frame {
  readonly text: string;
  readonly exitCode: number;
}

const frameStart = (boundary: string): string => `\n${boundary} `;

function framesOf(output: string, boundary: string): Frame[] {
  const pieces = output.split(frameStart(boundary));
  return pieces.slice(1).map((piece, index): Frame => {
    const before = pieces[index] ?? '';
    // Every piece but the first begins with the exit code of the command before it.
    const text = index === 0 ? before : before.slice(before.indexOf('\n') + 1);
    return { text: Buffer.from(text, 'latin1').toString('utf8'), exitCode: Number.parseInt(piece, 10) };
  });
}
