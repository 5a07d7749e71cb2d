import type { Command } from 'commander';
import { readCapture } from '../app/read-capture.ts';
import { UserError } from '../errors.ts';
import { dhcpFormats } from '../report/dhcp/formats.ts';
import { DhcpOutput } from '../report/dhcp/output.ts';
import { pageWidth, usualWidth } from '../report/formats/format.ts';
import { isColorful } from './color.ts';
import { formatsOption, type GivenFormat, outputsOf, withProgramOptions } from './options.ts';

interface DhcpOptions {
  readonly format?: readonly GivenFormat[];
  readonly color: boolean;
}

/** `qdoctor dhcp FILE|-`: the DHCP in a capture, exchange by exchange, and what went wrong. */
export function addDhcpCommand(program: Command): void {
  program
    .command('dhcp')
    .description('read DHCP in a capture, exchange by exchange, and report problems')
    .argument('<FILE>', 'pcap, pcapng, anything tcpdump reads, or its text output; - for standard input, live too')
    .addOption(formatsOption(dhcpFormats))
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .addHelpText(
      'after',
      `
Exit codes: 0 no exchange failed, 1 one did, 2 this is no readable capture,
3 none failed, but no exchange could be read, or the capture not to its end.

Examples:
  qdoctor dhcp capture.pcap
  tcpdump -i eth0 -U -w - 'udp port 67 or 68 or (vlan and udp port 67 or 68)' |
    qdoctor dhcp -`,
    )
    .action(async (file: string, own: DhcpOptions) => {
      const isLive = file === '-';
      if (isLive && process.stdin.isTTY) {
        throw new UserError('Standard input is a terminal; a capture is to come from it.', {
          hint: 'For example: tcpdump -U -w - | qdoctor dhcp -',
        });
      }
      const mayColor = own.color && program.opts<Partial<DhcpOptions>>().color !== false;
      const given = outputsOf(withProgramOptions<Partial<DhcpOptions>>(program, own).format, dhcpFormats);
      const interrupt = stopOnSignal(isLive);
      const outputs = await Promise.all(
        given.map(async ({ format, file: path }) => {
          const isPage = path === undefined;
          const writer = await format.open(mayColor && isPage && isColorful(), isPage ? pageWidth() : usualWidth);
          return new DhcpOutput(writer, path, isLive);
        }),
      );
      try {
        process.exitCode = await readCapture(file, outputs, interrupt.signal);
      } finally {
        interrupt.release();
      }
    });
}

/**
 * On Ctrl-C, what has been read is still reported. A tcpdump in the same pipe gets the signal too and writes its last
 * packets, so standard input has a moment to end by itself.
 */
function stopOnSignal(isLive: boolean): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    const stopNow = (): void => {
      controller.abort();
      if (isLive) process.stdin.destroy();
    };
    setTimeout(stopNow, isLive ? 300 : 0).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
