import { entered } from '../entered.ts';
import type { TypedCommand } from './command.ts';

/** What changes something and prints nothing: what stands below it is of another command. */
const verbs: Readonly<Record<string, RegExp>> = {
  ip: /^(?:a(?:dd)?|del(?:ete)?|d|set|change|replace|flush|append|prepend)$/,
  brctl: /^(?:add|del|set|stp)/,
  'ovs-vsctl': /^(?:add|del|set|clear|remove|create|destroy|emer)(?:-|$)/,
  'ovs-ofctl': /^(?:add|del|mod|replace)-/,
};

/** Whether a command only changes something. Its errors are no output of a list either. */
export function isSilent(command: Pick<TypedCommand, 'argv'> | undefined): boolean {
  const [tool = '', ...rest] = command === undefined ? [] : entered(command.argv).inner;
  const words = rest.filter((word) => !word.startsWith('-'));
  const verb = tool === 'ip' ? words[1] : words[0];
  return verb !== undefined && verbs[tool]?.test(verb) === true;
}
