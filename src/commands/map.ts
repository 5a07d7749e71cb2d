import { type Command, Option } from 'commander';
import { UserError } from '../errors.ts';
import { collectFacts } from '../facts/collect.ts';
import { toJson } from '../report/json.ts';
import { mapOf, type NetworkMap } from '../report/map.ts';
import { renderDot, renderMermaid } from '../report/map-graph.ts';
import { renderSvg } from '../report/map-svg.ts';
import { renderMapText } from '../report/map-text.ts';
import { buildTopology } from '../topology/build.ts';
import { withHost } from './open-host.ts';

const formats = ['text', 'json', 'mermaid', 'dot', 'svg'] as const;
type Format = (typeof formats)[number];

const renderers: Readonly<Record<Format, (map: NetworkMap) => string>> = {
  text: renderMapText,
  json: toJson,
  mermaid: renderMermaid,
  dot: renderDot,
  svg: renderSvg,
};

interface MapOptions {
  readonly from?: string;
  readonly host?: string;
  readonly format?: Format;
  readonly timeout?: number;
}

/** `qdoctor map`: how a host or a recording is wired; only looks, and sends nothing. */
export function addMapCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('map')
    .description('show how the host is wired: ports with their networks and tags, and the wires between them')
    .option('--from <RECORDING>', 'of a recording instead of this host')
    .option('--host <[USER@]HOST>', 'of another host, over ssh')
    .addOption(new Option('--format <FORMAT>', 'how to show it').choices(formats).default('text'))
    .action(async (own: MapOptions) => {
      // Commander gives an option of the same name to whichever of the two commands sees it first.
      const { from, host: other, timeout = 120 } = { ...program.opts<Omit<MapOptions, 'format'>>(), ...own };
      const map = await withHost({ from, host: other, timeoutSeconds: timeout }, interrupt, async (host) => {
        const facts = await collectFacts(host, { isInScope: () => true, onProgress: () => undefined });
        if (interrupt.aborted) throw new UserError('It was interrupted.');
        return mapOf(host.name, buildTopology(facts, host.name), facts.database);
      });
      process.stdout.write(renderers[own.format ?? 'text'](map));
      process.exitCode = map.unknown.length === 0 ? 0 : 3;
    });
}
