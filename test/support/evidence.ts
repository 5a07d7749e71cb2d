import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestName } from '../../src/host/bundle.ts';
import { typed } from '../../src/host/containers.ts';
import type { Report } from '../../src/report/report.ts';

type Evidence = Report['findings'][number]['evidence'][number];

/** The evidence of a report that is not in its bundle: a command that was not run, or a line that it did not print. */
export function unseenEvidence(bundle: string, { findings }: Pick<Report, 'findings'>): readonly Evidence[] {
  const { commands, containers = [] } = JSON.parse(readFileSync(join(bundle, manifestName), 'utf8')) as Manifest;
  const textOf = ({ end }: Manifest['commands'][number]) =>
    end.kind === 'exited' ? `${readFileSync(join(bundle, end.file), 'utf8')}\n${end.stderr}` : '';
  const isShown = ({ command, output, file }: Evidence): boolean => {
    const own = commands.filter(({ argv, end }) =>
      file === undefined
        ? typed(containers, argv).join('\0') === command.join('\0')
        : end.kind === 'exited' && end.file === file,
    );
    // Packets of a capture are decoded: that it was made is all that can be compared.
    if (own.some(({ end }) => end.kind === 'streamed')) return true;
    return own.some((one) => output.split('\n').every((line) => textOf(one).includes(line.trim())));
  };
  return findings.flatMap(({ evidence }) => evidence).filter((evidence) => !isShown(evidence));
}
