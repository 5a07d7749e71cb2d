import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import { BrokenCapture } from '../packets/capture/captured-packet.ts';
import { readCaptureFile } from '../packets/capture/file.ts';
import { mayBeDhcp } from '../packets/capture/filter.ts';
import { streamBatches } from '../packets/capture/stream.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { examineDhcp } from '../packets/exchanges/examine.ts';
import { dhcpReader, type Skipped } from '../packets/read-dhcp.ts';
import { DhcpOutput } from '../report/dhcp-output.ts';
import { dhcpTextWriter } from '../report/dhcp-text.ts';
import type { OutputFormat } from '../report/formats.ts';
import { isColorful } from './color.ts';
import { gatherFormats } from './gather.ts';

const dhcpFormats = ['text', 'json'] as const;
type DhcpFormat = OutputFormat<(typeof dhcpFormats)[number]>;

interface DhcpOptions {
  readonly format?: readonly DhcpFormat[];
  readonly color: boolean;
}

/** `qdoctor dhcp FILE|-`: the DHCP in a capture, exchange by exchange, and what went wrong. */
export function addDhcpCommand(program: Command): void {
  program
    .command('dhcp')
    .description('read the DHCP in a capture, exchange by exchange, and say what went wrong')
    .argument('<file>', 'pcap, pcapng or whatever tcpdump reads; - for standard input, also while tcpdump writes it')
    .option('--format <FORMAT[=FILE]>', 'text or json, repeatable (default: text)', gatherFormats(dhcpFormats))
    .option('--no-color', 'no colours (also with NO_COLOR set)')
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
      // Commander gives an option of the same name to whichever of the two commands sees it first.
      const all = program.opts<Partial<DhcpOptions>>();
      const formats = own.format ?? all.format ?? [{ format: 'text', file: undefined }];
      process.exitCode = await showDhcp(file, formats, own.color && all.color !== false);
    });
}

/** Reads and reports; gives the exit code of the contract. */
async function showDhcp(file: string, formats: readonly DhcpFormat[], mayColor: boolean): Promise<number> {
  const isLive = file === '-';
  if (isLive && process.stdin.isTTY) {
    throw new UserError('Standard input is a terminal; a capture is to come from it.', {
      hint: 'For example: tcpdump -U -w - | qdoctor dhcp -',
    });
  }
  const interrupt = stopOnSignal(isLive);
  const outputs = await Promise.all(formats.map((format) => outputFor(format, mayColor, isLive)));
  const packets: DhcpFacts[] = [];
  const skipped: Skipped[] = [];
  const eventsOf = dhcpReader();
  let isCutOff = false;
  try {
    const batches = isLive ? streamBatches(process.stdin) : readCaptureFile(file, mayBeDhcp);
    for await (const batch of batches) {
      for (const event of batch.flatMap(eventsOf)) {
        if (event.kind === 'skipped') {
          skipped.push({ frame: event.frame, reason: event.reason });
          continue;
        }
        packets.push(event.packet);
        for (const output of outputs) output.packet(event.packet);
      }
      for (const output of outputs) await output.relieve();
      if (interrupt.signal.aborted) break;
    }
  } catch (error) {
    // A capture that can be read from its beginning is worth telling of, also if it can't be read to its end.
    if (error instanceof BrokenCapture && error.frame > 1) {
      isCutOff = true;
      skipped.push({ frame: error.frame, reason: error.reason });
    } else if (!interrupt.signal.aborted) {
      throw named(error, file);
    }
  } finally {
    interrupt.release();
  }
  const examination = examineDhcp(packets);
  for (const output of outputs) await output.end(examination, skipped);
  if (examination.problems.some(({ severity }) => severity === 'error')) return 1;
  const isUnread = examination.exchanges.length === 0 && skipped.length > 0;
  return isCutOff || isUnread ? 3 : 0;
}

async function outputFor({ format, file }: DhcpFormat, mayColor: boolean, isLive: boolean): Promise<DhcpOutput> {
  const hasColor = mayColor && file === undefined && isColorful();
  if (format === 'text') return new DhcpOutput(dhcpTextWriter(hasColor), file, isLive);
  // Its schema takes longer to load than a small capture to read.
  const { dhcpJsonWriter } = await import('../report/dhcp-json.ts');
  return new DhcpOutput(dhcpJsonWriter(), file, isLive);
}

/** The same error, with the capture's name. */
function named(error: unknown, file: string): unknown {
  if (!(error instanceof UserError) || error.place !== undefined) return error;
  const place = { file: file === '-' ? 'standard input' : file };
  return new UserError(error.message, {
    place,
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
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
