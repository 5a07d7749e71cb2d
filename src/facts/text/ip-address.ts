import { Unparsable } from '../known.ts';
import type { Address } from '../stack.ts';
import { outputLines, unparsable, unsupportedCapture, withoutEntities } from './lines.ts';
import { type PartialInterface, unknownParts, type Writable } from './partial-interface.ts';
import { addressOf, macOf, numberOf, wordAfter } from './values.ts';

export interface IpAddressText {
  readonly devices: readonly PartialInterface[];
  /** The first line of which it is known that others beside it are missing; undefined where nothing tells that. */
  readonly gap: string | undefined;
}

interface Block {
  readonly interface: Writable<PartialInterface>;
  readonly addresses: Address[];
  heading: readonly string[] | undefined;
  hasLinkLine: boolean;
  /** The line before told of the link, so a kind may follow. */
  expectsKind: boolean;
  isDetailed: boolean;
  /** Lines of it may have been left out. */
  hasGap: boolean;
  /** An address stood right before, of which `valid_lft` tells more. */
  hasAddressBefore: boolean;
  /** An address without its `valid_lft`. */
  lacksLifetime: boolean;
}

// `3: eth0@if2: <UP,LOWER_UP> mtu 1500 …`, and of `-o`: `3: eth0    inet 10.0.0.2/24 …`. A page takes `<…>` for a mark of its
// own and leaves it out.
const heading = /^(\d+): (\S+): (?:<([\w,-]*)>\s+|(?=mtu \d+ qdisc \w))(.*)$/;
const onelineAddress = /^(\d+): (\S+)\s+(inet6? .*)$/;
// Seen beside the link itself: names, counters (-s), virtual functions, XDP, VLAN maps and bridge ports (-d).
const otherLine = /^(valid_lft|alias|altname|vf \d|[RT]X( errors)?:|[\d ]+$|prog\/|[ei]n?gress-qos-map|\w+_slave\b)/;
// Before 2013 (promiscuity), nothing else tells a detailed listing from another one.
const oldKinds: ReadonlySet<string> = new Set([
  'veth',
  'bridge',
  'tun',
  'openvswitch',
  'vlan',
  'vxlan',
  'gre',
  'dummy',
]);

/**
 * `ip addr`, `ip link`, with or without -d, -o, -s, -4. Seen with iproute2 ss111117 (2011) to 6.1. With lines left out, or
 * lines that nobody understands, it is an excerpt: what stands behind such a place up to the next interface is passed
 * over, and nothing that the one before it lacks is missing.
 */
export function readIpAddress(text: string): IpAddressText {
  const blocks = new Map<string, Block>();
  let block: Block | undefined;
  let gap: string | undefined;
  const leaveGap = (line: string) => {
    gap ??= line;
    if (block !== undefined) block.hasGap = true;
    block = undefined;
  };
  for (const line of outputLines(withoutEntities(text), ['ip'])) {
    // The joints of -o are a backslash and the indentation of what would be the next line.
    for (const part of line.split(/\\(?=\s)/).map((piece) => piece.trim())) {
      try {
        const started = readHeading(part, blocks);
        if (started === undefined && block === undefined) gap ??= part;
        if (started === undefined && block !== undefined) readDetail(part, block);
        block = started ?? block;
      } catch (error) {
        if (!(error instanceof Unparsable)) throw error;
        leaveGap(part);
      }
    }
  }
  if (block !== undefined && blocks.size > 0 && isOpenEnded(block, blocks)) leaveGap('the end');
  if (blocks.size === 0) throw new Unparsable('no interface in the output, not even lo');
  const listsAddresses = [...blocks.values()].some(({ addresses }) => addresses.length > 0);
  const all = [...blocks.values()];
  const lost = all.find(
    (one) => !one.hasLinkLine && one.heading !== undefined && all.some(({ hasLinkLine }) => hasLinkLine),
  );
  if (lost !== undefined) lost.hasGap = true;
  for (const one of all.filter(isTrimmed)) one.hasGap = true;
  const devices = all.map((whole) => finished(whole, listsAddresses));
  return { devices, gap: gap ?? lost?.interface.name };
}

/** The last interface has lines that those before it have, unless the end was cut off. */
const isOpenEnded = (block: Block, blocks: ReadonlyMap<string, Block>): boolean =>
  block.heading !== undefined &&
  !block.hasLinkLine &&
  [...blocks.values()].some((one) => one !== block && one.hasLinkLine);

/**
 * Whoever prints `group` (iproute2 3.11) prints `valid_lft` below each address (3.8): without it, lines were taken out, and
 * an address may have gone with them.
 */
const isTrimmed = ({ heading: words, addresses, lacksLifetime, hasAddressBefore }: Block): boolean =>
  words?.includes('group') === true && addresses.length > 0 && (lacksLifetime || hasAddressBefore);

function readHeading(line: string, blocks: Map<string, Block>): Block | undefined {
  const match = heading.exec(line) ?? onelineAddress.exec(line);
  if (match === null) return undefined;
  const [, index = '', fullName = '', third, rest] = match;
  const name = fullName.replace(/(.)@[^@]*$/, '$1');
  const known = blocks.get(index);
  if (known !== undefined && (rest !== undefined || known.interface.name !== name)) {
    throw unparsable('an interface is there twice, as in two outputs', line);
  }
  const block = known ?? emptyBlock(name);
  blocks.set(index, block);
  if (rest === undefined) readDetail(third ?? '', block);
  else readFlags(third?.split(','), rest.split(/\s+/), block, line);
  return block;
}

const emptyBlock = (name: string): Block => ({
  interface: unknownParts(name),
  addresses: [],
  heading: undefined,
  hasLinkLine: false,
  expectsKind: false,
  isDetailed: false,
  hasGap: false,
  hasAddressBefore: false,
  lacksLifetime: false,
});

function readFlags(flags: readonly string[] | undefined, words: readonly string[], block: Block, line: string): void {
  block.heading = words;
  const { isUp, hasCarrier } = flags === undefined ? linkByState(words) : linkByFlags(flags);
  block.interface.isUp = isUp;
  block.interface.hasCarrier = hasCarrier;
  block.interface.mtu = numberOf(wordAfter(words, 'mtu'), line);
  block.interface.master = wordAfter(words, 'master') ?? false;
}

const linkByFlags = (flags: readonly string[]): Pick<PartialInterface, 'isUp' | 'hasCarrier'> => ({
  isUp: flags.includes('UP'),
  hasCarrier: flags.includes('LOWER_UP'),
});

/** Without the flags: one that was never up has no queue yet, and one that is down may be so for want of a link alone. */
function linkByState(words: readonly string[]): Pick<PartialInterface, 'isUp' | 'hasCarrier'> {
  const state = wordAfter(words, 'state');
  const isNew = wordAfter(words, 'qdisc') === 'noop';
  if (state === 'UP') return { isUp: true, hasCarrier: true };
  if (state === 'DOWN') return { isUp: isNew ? false : undefined, hasCarrier: false };
  return { isUp: undefined, hasCarrier: undefined };
}

function readDetail(line: string, block: Block): void {
  const words = line.split(/\s+/);
  const [word = '', second, third, fourth] = words;
  const hadAddress = block.hasAddressBefore;
  block.hasAddressBefore = (word === 'inet' || word === 'inet6') && !words.includes('valid_lft');
  block.lacksLifetime ||= hadAddress && word !== 'valid_lft';
  if (word === 'valid_lft' && !hadAddress) throw unparsable('no address before it', line);
  if (word === 'inet' || word === 'inet6') {
    block.expectsKind = false;
    // The label of an IPv4 address begins with the name of its device (ip-address(8)).
    const label = word === 'inet' && words.includes('scope') ? words.at(-1) : undefined;
    if (
      label !== undefined &&
      /^[a-z]+-[0-9a-f]|^(?:tap|qv|eth|br|en|lo)/.test(label) &&
      !label.startsWith(block.interface.name)
    )
      throw unparsable('an address of another device', line);
    // `inet 10.8.0.1 peer 10.8.0.2/32`: the prefix length stands with the peer.
    const [address, length] = (second ?? '').split('/');
    const prefixLength = third === 'peer' ? fourth?.split('/')[1] : length;
    block.addresses.push(addressOf(word, address, prefixLength, line));
  } else if (word.startsWith('link/')) {
    if (block.hasLinkLine) throw unparsable('the link of another device', line);
    block.hasLinkLine = true;
    block.expectsKind = true;
    block.isDetailed = / promiscuity \d/.test(line);
    block.interface.mac = macOf(second);
    if (word === 'link/ether' && block.interface.mac === undefined) throw unsupportedCapture(line);
  } else if (!otherLine.test(line)) {
    const isKind = block.isDetailed ? /^[a-z]\w*$/.test(word) : oldKinds.has(word);
    if (!block.expectsKind || !isKind) throw unsupportedCapture(line);
    block.expectsKind = false;
    block.interface.kind = word;
  }
}

function finished(block: Block, listsAddresses: boolean): PartialInterface {
  const { addresses, heading: words = [], hasLinkLine, hasGap } = block;
  // `ip link` says `mode` since 3.4 (2012), both say `group` since 3.11 (2013); before, nothing tells them apart.
  const isAddressListing =
    hasLinkLine && !hasGap && !words.includes('mode') && (words.includes('group') || listsAddresses);
  return {
    ...block.interface,
    addresses: isAddressListing || addresses.length > 0 ? addresses : undefined,
    hasEveryAddress: isAddressListing,
  };
}
