import type { Command } from 'commander';
import { checks } from '../../checks/index.ts';
import { checkPage } from '../app/check-page.ts';
import { renderChecks } from '../report/catalogue.ts';
import { pageWidth } from '../report/formats/format.ts';
import { terminalWidth } from '../report/table.ts';

/** `qdoctor checks [ID]`: the catalogue. */
export function addChecksCommand(program: Command): void {
  program
    .command('checks')
    .argument('[CHECK]', 'one check: what it reads, why it matters, how it is fixed')
    .description('list the checks, or explain one')
    .action((id: string | undefined) =>
      id === undefined ? print(renderChecks(checks, terminalWidth())) : explain(id),
    );
}

/** `qdoctor explain CHECK`: the same as `qdoctor checks CHECK`. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<CHECK>', 'a check, as reports name it')
    .description('explain a check: what it reads, why it matters, how it is fixed')
    .action(explain);
}

const print = (text: string): void => void process.stdout.write(text);

const explain = (id: string): void => print(checkPage(id, pageWidth()));
