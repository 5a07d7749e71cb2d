import type { Command } from 'commander';
import { mapCloud, mapHosts } from '../app/map-host.ts';
import { holdsSeveralHosts } from '../app/several-hosts.ts';
import { UserError } from '../errors.ts';
import { pageWidth } from '../report/formats/format.ts';
import { cloudMapFormats } from '../report/map/cloud-formats.ts';
import { mapFormats } from '../report/map/formats.ts';
import { formatNamed, formatOption, withProgramOptions } from './options.ts';
import { type PagerOptions, showPage, withPager } from './pager.ts';

interface MapOptions extends PagerOptions {
  readonly from?: string;
  readonly host?: string;
  readonly format: string;
  readonly timeout?: number;
}

/** `qdoctor map`: how a host or a recording is wired; read-only, sends nothing. */
export function addMapCommand(program: Command, interrupt: AbortSignal): void {
  withPager(program.command('map'))
    .description('show how the host is wired: ports, networks, VLAN tags, links')
    .option('--from <RECORDING>', 'map a recording instead of this host; - for standard input')
    .option('--host <[USER@]HOST>', 'map another host, over ssh')
    .addOption(formatOption(mapFormats, 'output format'))
    .action(async (own: MapOptions) => {
      const { from, host, timeout: timeoutSeconds = 120, format } = withProgramOptions(program, own);
      const show = async (text: string) => {
        if (format === 'text') await showPage(text, program, own);
        else process.stdout.write(text);
      };
      if (from !== undefined && host === undefined && (await holdsSeveralHosts(from, interrupt))) {
        const map = await mapCloud(from, interrupt);
        await show(formatNamed(cloudMapFormats, format).render(map, pageWidth()));
        return;
      }
      const chosen = formatNamed(mapFormats, format);
      const maps = await mapHosts({ from, host, timeoutSeconds }, interrupt);
      if (maps.length > 1 && format !== 'text') {
        throw new UserError(`The recording contains ${maps.length} hosts; ${format} shows one.`, {
          hint: 'Use --format text, or the files of one host.',
        });
      }
      const pictures = await Promise.all(maps.map((map) => chosen.render(map, pageWidth())));
      await show(pictures.join('\n'));
      process.exitCode = maps.every(({ unknown }) => unknown.length === 0) ? 0 : 3;
    });
}
