import { Unparsable } from '../known.ts';
import type { Address } from '../stack.ts';
import { outputLines, unparsable, unsupportedCapture } from './lines.ts';
import { type PartialInterface, unknownParts, type Writable } from './partial-interface.ts';
import { addressOf, macOf, numberOf, prefixLengthOf } from './values.ts';

interface Block {
  readonly interface: Writable<PartialInterface>;
  readonly addresses: Address[];
  hasFlags: boolean;
  /** The first words of the lines that a whole block has besides its addresses. */
  readonly fixedLines: Set<string>;
  /** An address was there but can't be read: `inet addr:  Mask:`, as web pages print it. */
  hasLostAddress: boolean;
  /** Lines of it may have been left out. */
  hasGap: boolean;
  /** Below the heading that was read last; an alias has one of its own. */
  here: { hasIpv4: boolean; readonly others: Set<string> };
}

// `eth0      Link encap:Ethernet  HWaddr …` of net-tools 1.60 and BusyBox; `eth0: flags=4163<UP>  mtu 1500` of 2.x.
const oldHeading = /^(\S+)\s+Link encap:(.*)$/;
const newHeading = /^(\S+): flags=\d+<([\w,-]*)>\s+mtu (\d+)/;
const oldFlags = /^([A-Z][A-Z ]* |\[NO FLAGS\] +)MTU:(\d+) +Metric:/;
const otherLine =
  /^([RT]X (packets|bytes|errors)|collisions:|Interrupt:|Base address:|Memory:|device |.*txqueuelen \d+ )/;

export interface IfconfigText {
  readonly devices: readonly PartialInterface[];
  /** The first line of which it is known that others beside it are missing; undefined where nothing tells that. */
  readonly gap: string | undefined;
}

/**
 * `ifconfig [-a]`. Seen with net-tools 1.60, 2.10, BusyBox 1.35. Without -a, interfaces that are down are missing. With lines
 * that nobody understands, or that belong to an interface whose own line was lost, it is an excerpt: what stands behind such a
 * place up to the next interface is passed over.
 */
export function readIfconfig(text: string): IfconfigText {
  const blocks = new Map<string, Block>();
  const names: string[] = [];
  let block: Block | undefined;
  let gap: string | undefined;
  for (const line of outputLines(text, ['ifconfig', 'ip']).map((raw) => raw.trim())) {
    const name = (oldHeading.exec(line) ?? newHeading.exec(line))?.[1];
    if (name !== undefined && names.includes(name))
      throw unparsable('an interface is there twice, as in two outputs', line);
    // What `grep -A` prints between its finds.
    if (line === '--') block = undefined;
    else if (name === undefined && block === undefined) gap ??= line;
    else {
      try {
        if (name !== undefined) {
          names.push(name);
          block = blockOf(name, blocks);
          readHeading(line, block);
        } else if (block !== undefined) readDetail(line, block);
      } catch (error) {
        if (!(error instanceof Unparsable)) throw error;
        gap ??= line;
        if (block !== undefined) block.hasGap = true;
        block = undefined;
      }
    }
  }
  if (names.length === 0) throw unparsable('no interface in the output', gap ?? '');
  refuseCutNames(names, text);
  return { devices: [...blocks.values()].map(finished), gap };
}

/** An alias (`eth0:1`) is one more address of its interface. */
function blockOf(name: string, blocks: Map<string, Block>): Block {
  const device = name.replace(/(.):.*$/, '$1');
  const block = blocks.get(device) ?? {
    interface: unknownParts(device),
    addresses: [],
    hasFlags: false,
    fixedLines: new Set<string>(),
    hasLostAddress: false,
    hasGap: false,
    here: { hasIpv4: false, others: new Set() },
  };
  block.here = { hasIpv4: false, others: new Set() };
  blocks.set(device, block);
  return block;
}

/** net-tools 1.60 as released prints nine characters of a name; most distributions mended that. */
function refuseCutNames(names: readonly string[], text: string): void {
  const longest = Math.max(0, ...names.map((name) => name.length));
  const cut = names.find((name) => name.length === 9);
  if (text.includes('Link encap:') && longest === 9 && cut !== undefined) {
    throw unparsable('the names of interfaces may be cut to nine characters', cut);
  }
}

function readHeading(line: string, block: Block): void {
  const [, , flags, mtu] = newHeading.exec(line) ?? [];
  if (flags !== undefined) {
    readFlags(flags.split(','), mtu, block, line);
    block.fixedLines.add('new form');
  } else block.interface.mac = macOf(/\sHWaddr (\S+)/.exec(line)?.[1]);
  if (line.includes('Link encap:Ethernet') && block.interface.mac === undefined) throw unsupportedCapture(line);
}

function readFlags(flags: readonly string[], mtu: string | undefined, block: Block, line: string): void {
  block.hasFlags = true;
  block.interface.isUp = flags.includes('UP');
  // A device that is up runs where it has a carrier (Linux, net/core/dev.c: dev_get_flags); of one that is down it is not told.
  block.interface.hasCarrier = block.interface.isUp ? flags.includes('RUNNING') : undefined;
  block.interface.mtu = numberOf(mtu, line);
}

function readDetail(line: string, block: Block): void {
  const flags = oldFlags.exec(line);
  // Addresses come first: behind the other lines, that of the next interface was lost.
  if (line.startsWith('inet') && block.here.others.size > 0) throw unparsable('an address of another interface', line);
  if (flags !== null) {
    readOnce('flags', block, line);
    readFlags((flags[1] ?? '').split(' '), flags[2], block, line);
  } else if (line.startsWith('inet')) readAddress(line, block);
  else if (otherLine.test(line)) {
    const [word, hardware] = line.split(/\s+/);
    const fixed = /\btxqueuelen \d/.test(line) ? 'hardware' : `${word} ${(hardware ?? '').replace(/:.*$/, '')}`;
    readOnce(fixed, block, line);
    block.fixedLines.add(fixed);
    if (word !== 'ether') return;
    block.interface.mac = macOf(hardware);
    if (block.interface.mac === undefined) throw unsupportedCapture(line);
  } else throw unsupportedCapture(line);
}

/** Each line besides the addresses is there once: a second one is that of another interface. */
function readOnce(fixed: string, { here }: Block, line: string): void {
  if (here.others.has(fixed)) throw unparsable('a line of another interface', line);
  here.others.add(fixed);
}

function readAddress(line: string, block: Block): void {
  const [, ipv6, length] = /^inet6 (?:addr: ?)?(\S+?)(?:\/|\s+prefixlen )(\d+)\s/.exec(line) ?? [];
  if (ipv6 !== undefined) {
    block.addresses.push(addressOf('inet6', ipv6, length, line));
    return;
  }
  const [, address, mask] =
    /^inet addr:(\S+)\s.*Mask:(\S+)$/.exec(line) ?? /^inet (\S+)\s+netmask (\S+)(?:\s|$)/.exec(line) ?? [];
  // It shows one IPv4 address of each.
  if (block.here.hasIpv4) throw unparsable('an address of another interface', line);
  block.here.hasIpv4 = true;
  if (/^inet6? addr:\s+(P-t-P|Bcast|Mask|Scope):/.test(line)) block.hasLostAddress = true;
  else block.addresses.push(addressOf('inet', address, String(prefixLengthOf(mask, line)), line));
}

const newLines = ['hardware', 'RX packets', 'RX errors', 'TX packets', 'TX errors'] as const;
const oldLines = ['RX packets', 'TX packets'] as const;

function finished({
  interface: listed,
  addresses,
  hasFlags,
  fixedLines,
  hasLostAddress,
  hasGap,
}: Block): PartialInterface {
  // Only a block with all its lines can say that there is no address: others went through a grep, or lost some.
  const needed = fixedLines.has('new form') ? newLines : oldLines;
  const isWhole = hasFlags && !hasGap && needed.every((line) => fixedLines.has(line));
  const tellsAddresses = !hasLostAddress && (addresses.length > 0 || isWhole);
  // It shows the first one, if there is any (Linux, net/ipv4/devinet.c: devinet_ioctl).
  const hasEveryAddress = tellsAddresses && !addresses.some(({ family }) => family === 'inet');
  return { ...listed, addresses: tellsAddresses ? addresses : undefined, hasEveryAddress };
}
