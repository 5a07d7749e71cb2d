import type { Command } from 'commander';
import { traceBetween } from '../app/trace.ts';
import { pageWidth } from '../report/formats/format.ts';
import { traceFormats } from '../report/trace-formats.ts';
import type { WalkedTrace } from '../topology/traces.ts';
import { formatNamed, formatOption, withProgramOptions } from './options.ts';

interface TraceCommandOptions {
  readonly from: string;
  readonly to: string;
  readonly proto: string;
  readonly host?: string;
  readonly format: string;
  readonly timeout?: number;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** `qdoctor trace --from A --to B`: one kind of packet, followed hop by hop. */
export function addTraceCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('trace')
    .description('send a packet and follow it hop by hop')
    .requiredOption('--from <A>', 'VM (address, MAC, device, port UUID), router, or host')
    .requiredOption('--to <B>', 'VM, router, host, floating IP, outside address, dhcp, or metadata')
    .option('--proto <PROTO>', 'icmp, arp, dhcp, metadata, tcp:PORT or udp:PORT', 'icmp')
    .option('--host <[USER@]HOST>', 'trace on another host, over ssh')
    .option('-q, --quiet', 'print the outcome only')
    .option('-v, --verbose', 'print all hops with everything that was read')
    .addOption(formatOption(traceFormats, 'output format'))
    .action(async (own: TraceCommandOptions) => {
      const options = withProgramOptions(program, own);
      const { from, to, proto, host, timeout: timeoutSeconds = 120, format, quiet, verbose } = options;
      const chosen = formatNamed(traceFormats, format);
      const target = { from: undefined, host, timeoutSeconds };
      const walked = await traceBetween({ from, to, proto }, target, interrupt);
      process.stdout.write(
        chosen.render(walked, { isQuiet: quiet === true, isVerbose: verbose === true, width: pageWidth() }),
      );
      process.exitCode = exitCodeOf(walked);
    });
}

/** As of a diagnosis: 0 where it came to its end, 1 where it got lost, 3 where that could not be told. */
function exitCodeOf({ outcome }: WalkedTrace): 0 | 1 | 3 {
  if (outcome === 'unknown') return 3;
  return outcome === 'answered' || outcome === 'delivered' || outcome === 'filtered' ? 0 : 1;
}
