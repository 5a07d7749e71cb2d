import { versionsHere } from '../app/versions.ts';
import { version } from '../package.ts';
import { printable } from '../report/printable.ts';
import { table } from '../report/table.ts';

/** `--version --verbose`: qdoctor, what it runs on, and the tools that it would use here. */
export async function showVersions(): Promise<void> {
  const rows = [
    ['qdoctor', version],
    ['node', process.version],
    ['platform', `${process.platform} ${process.arch}`],
    ...(await versionsHere()),
  ];
  process.stdout.write(printable(`${table(rows).join('\n')}\n`));
}
