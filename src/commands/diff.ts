import type { Command } from 'commander';
import { checks } from '../../checks/index.ts';
import { compare } from '../app/compare.ts';
import { writeReport } from '../app/write-report.ts';
import { diffFormats } from '../report/diff/formats.ts';
import { pageWidth, usualWidth } from '../report/formats/format.ts';
import { formatsOption, type GivenFormat, outputsOf, repeated, withProgramOptions } from './options.ts';
import { type PagerOptions, showPage, withPager } from './pager.ts';

interface DiffOptions extends PagerOptions {
  readonly playbook?: string;
  readonly set?: readonly string[];
  readonly format?: readonly GivenFormat[];
}

/** `qdoctor diff OLD NEW`: what lies between two reports or two recordings. */
export function addDiffCommand(program: Command, interrupt: AbortSignal): void {
  withPager(program.command('diff'))
    .description('compare two reports or recordings: what broke, what recovered, what changed')
    .argument('<OLD>', 'a JSON report or a recording')
    .argument('<NEW>', 'a later one of the same kind')
    .option('--playbook <PLAYBOOK>', 'which playbook to run on recordings (default: full)')
    .option('--set <NAME=VALUE>', 'set a variable of the playbook (repeatable)', repeated)
    .addOption(formatsOption(diffFormats))
    .action(async (old: string, now: string, own: DiffOptions) => {
      const { playbook = 'full', set, format } = withProgramOptions(program, own);
      // Refused before the work, not after it.
      const outputs = outputsOf(format, diffFormats);
      const difference = await compare(old, now, playbook, set, interrupt);
      for (const { format: chosen, file } of outputs) {
        const width = file === undefined ? pageWidth() : usualWidth;
        const text = await chosen.render(difference, { width, checks });
        if (file !== undefined) await writeReport(file, text);
        else if (chosen.name === 'text') await showPage(text, program, own);
        else process.stdout.write(text);
      }
      process.exitCode = difference.broke.some(({ severity }) => severity === 'error') ? 1 : 0;
    });
}
