import { type Known, known, unknown } from '../../facts/known.ts';
import { failureOf } from '../../facts/result.ts';
import type { Command, CommandResult, Host } from '../../host/host.ts';
import { answerIn } from '../../probes/connect.ts';
import type { Output } from '../../topology/step-runs.ts';
import type { Task } from './step-kind.ts';

const longestOutput = 1024 * 1024;

/** Runs the command of each task, and reads what came of it. */
export async function runCommands(
  host: Host,
  tasks: readonly Task[],
  read: (command: Command, result: CommandResult) => Known<Output>,
): Promise<readonly Known<Output>[]> {
  const results = await host.run(tasks.map(({ command }) => command));
  return tasks.map(({ command }, index) => read(command, results[index] ?? { kind: 'aborted' }));
}

/** Any exit code is an answer, but for those by which `ip netns exec` and the shell say that nothing was run. */
export function outputOf(command: Command, result: CommandResult): Known<Output> {
  if (result.kind !== 'exited') return unknown(failureOf(command, result) ?? 'not run');
  const { exitCode, stdout, stderr } = result;
  const isNotRun = /^(?:exec of .* failed|Cannot open network namespace|setting the network namespace)/m.test(stderr);
  if (exitCode !== 0 && (isNotRun || exitCode > 125)) {
    return unknown(failureOf(command, result) ?? `exit code ${exitCode}`);
  }
  if (stdout.length > longestOutput) return unknown(`\`${command.argv.join(' ')}\` printed more than 1 MiB`);
  return known({ exitCode, text: stdout });
}

/** A tool that failed for a reason of its own has not asked. */
export function answerOf(command: Command, result: CommandResult): Known<Output> {
  const output = outputOf(command, result);
  if (!output.known || result.kind !== 'exited') return output;
  const text = `${result.stdout}${result.stderr}`;
  const answer = answerIn(result.exitCode, text);
  if (answer === undefined) return unknown(failureOf(command, result) ?? 'not run');
  return known({
    ...output.value,
    text,
    ...(answer === true ? { answered: true } : { answered: false, failure: answer }),
  });
}

/** Packets are told as JSON, so that expectations can look for any part of them. */
export const packetsText = (packets: readonly unknown[]): string => JSON.stringify(packets, null, 1);
