import { Argument, type Command } from 'commander';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { cloudFaults } from '../lab/cloud-faults/index.ts';
import { faults } from '../lab/faults/index.ts';
import { unlistedFaults } from '../lab/faults/unlisted/index.ts';
import { builtInPlaybooks } from '../playbook/find.ts';
import { bashCompletion } from './completions/bash.ts';
import { type CompletionInput, lookups } from './completions/candidates.ts';
import { fishCompletion } from './completions/fish.ts';
import { zshCompletion } from './completions/zsh.ts';
import { interfaceOf } from './interface.ts';

const shells: Readonly<Record<string, (input: CompletionInput) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `qdoctor completion SHELL`: what makes Tab complete commands, options, checks, faults, networks and ports. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(Object.keys(shells)))
    .description('print the completion of a shell')
    .addHelpText(
      'after',
      `
Examples:
  source <(qdoctor completion bash)        in ~/.bashrc
  source <(qdoctor completion zsh)         in ~/.zshrc, after compinit
  qdoctor completion fish | source         in ~/.config/fish/config.fish`,
    )
    .action((shell: string) => {
      const input = { program: interfaceOf(program), candidates: candidatesNow() };
      process.stdout.write(shells[shell]?.(input) ?? '');
    });
}

const ids = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id);

const candidatesNow = (): CompletionInput['candidates'] => ({
  check: { words: [...ids(checks), ...ids(cloudChecks)] },
  fault: { words: [...ids(faults), ...ids(unlistedFaults), ...ids(cloudFaults)] },
  playbook: { words: builtInPlaybooks().map(({ name }) => name), lookup: lookups.playbook },
  network: { words: [], lookup: lookups.network },
  router: { words: [], lookup: lookups.router },
  port: { words: [], lookup: lookups.port },
  // Ports are for the user to say; these are asked for most often.
  protocol: { words: ['icmp', 'arp', 'dhcp', 'metadata', 'tcp:22', 'udp:53'] },
});
