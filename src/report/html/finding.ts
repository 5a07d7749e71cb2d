import { commandLine } from '../command-line.ts';
import { escaped } from '../markup.ts';
import { nextStep } from '../next-step.ts';
import type { Report } from '../report.ts';
import { capitalized, describeRisk } from '../summary.ts';
import { block, commands, type Markup, type Rows } from './page.ts';

type Finding = Report['findings'][number];

/** A command with its output, and where in a recording that stands. */
export function evidenceOf({ command, where, host, output, file, lines }: Finding['evidence'][number]): Markup {
  const places = [where === 'host' ? [] : `in ${where}`, host === undefined ? [] : `on ${host}`].flat();
  const place = places.length === 0 ? '' : `  # ${places.join(' ')}`;
  const source =
    file === undefined ? '' : `\n# ${file}${lines === undefined ? '' : `, line ${[...new Set(lines)].join(' to ')}`}`;
  return [block(`$ ${commandLine(command)}${place}\n${output}${source}`)];
}

/** How equal findings are fixed. */
export function fixRows(all: readonly Finding[], remedy: string | undefined): Rows {
  const fixes = all.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (first === undefined) {
    const next = nextStep(all, remedy);
    return [['Fix', [escaped(`No automatic fix.${next === undefined ? '' : ` Next: ${next}`}`)]]];
  }
  const undo = fixes.flatMap((fix) => fix.undo);
  return [
    [
      'Fix',
      [
        escaped(`${first.summary.replace(/\.$/, '')}. ${capitalized(describeRisk(first))}.`),
        ...commands(fixes.flatMap((fix) => [...fix.commands])),
      ],
    ],
    ...(undo.length === 0 ? [] : [['Undo', commands(undo)] as const]),
    ['Permanent', [escaped(first.permanent)]],
  ];
}
