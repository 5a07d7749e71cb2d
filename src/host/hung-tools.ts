import { entered } from './entered.ts';
import type { Command, CommandResult } from './host.ts';

/** 128 + SIGALRM, as a shell counts it: the tools of Open vSwitch end themselves so when their own --timeout has passed. */
export const alarmExitCode = 142;

/** One subject may hang, such as a bridge; a tool that hangs for two hangs for all. */
const mostHangs = 2;

/** The tools that gave no answer in time: what hangs is not asked again and again, each time up to its limit. */
export class HungTools {
  readonly #hangs = new Map<string, CommandResult[]>();

  note(command: Command, result: CommandResult): void {
    const isHung = result.kind === 'timed-out' || (result.kind === 'exited' && result.exitCode === alarmExitCode);
    if (!isHung) return;
    const tool = toolOf(command);
    this.#hangs.set(tool, [...(this.#hangs.get(tool) ?? []), result]);
  }

  /** What is to be said of a command in place of asking it, as it ended before; undefined where it may be asked. */
  answerOf(command: Command): CommandResult | undefined {
    return this.#hangs.get(toolOf(command))?.[mostHangs - 1];
  }
}

/** The tool itself, wherever it runs, and the daemon that it asks (`ovs-appctl -t`). */
function toolOf({ argv }: Command): string {
  const { inner } = entered(argv);
  const target = inner.indexOf('-t');
  return `${inner[0]} ${target === -1 ? '' : inner[target + 1]}`;
}
