import type { Command } from 'commander';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { checkPage } from '../app/check-page.ts';
import { renderChecks } from '../report/catalogue.ts';
import { pageWidth } from '../report/formats/format.ts';
import { terminalWidth } from '../report/table.ts';
import { type PagerOptions, showPage, withPager } from './pager.ts';

/** `qdoctor checks [ID]`: the catalogue. */
export function addChecksCommand(program: Command): void {
  withPager(program.command('checks'))
    .argument('[CHECK]', 'one check: what it reads, why it matters, how it is fixed')
    .description('list the checks, or explain one')
    .action((id: string | undefined, own: PagerOptions) => {
      const page = id === undefined ? renderChecks(checks, cloudChecks, terminalWidth()) : checkPage(id, pageWidth());
      return showPage(page, program, own);
    });
}

/** `qdoctor explain CHECK`: the same as `qdoctor checks CHECK`. */
export function addExplainCommand(program: Command): void {
  withPager(program.command('explain'))
    .argument('<CHECK>', 'a check, as reports name it')
    .description('explain a check: what it reads, why it matters, how it is fixed')
    .action((id: string, own: PagerOptions) => showPage(checkPage(id, pageWidth()), program, own));
}
