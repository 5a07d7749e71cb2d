import { Unparsable } from '../known.ts';
import type { Address } from '../stack.ts';
import { notUnderstood, outputLines, unparsable, withoutEntities } from './lines.ts';
import { type PartialInterface, untold, type Writable } from './partial-interface.ts';
import { addressOf, macOf, numberOf, wordAfter } from './values.ts';

interface Block {
  readonly interface: Writable<PartialInterface>;
  readonly addresses: Address[];
  heading: readonly string[] | undefined;
  hasLinkLine: boolean;
  /** The line before told of the link, so a kind may follow. */
  expectsKind: boolean;
  isDetailed: boolean;
}

// `3: eth0@if2: <UP,LOWER_UP> mtu 1500 …`, and of `-o`: `3: eth0    inet 10.0.0.2/24 …`
const heading = /^(\d+): (\S+): <([\w,-]*)>\s+(.*)$/;
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

/** `ip addr`, `ip link`, with or without -d, -o, -s, -4. Seen with iproute2 ss111117 (2011) to 6.1. */
export function parseIpAddress(text: string): readonly PartialInterface[] {
  const blocks = new Map<string, Block>();
  let block: Block | undefined;
  for (const line of outputLines(withoutEntities(text), ['ip'])) {
    // The joints of -o are a backslash and the indentation of what would be the next line.
    for (const part of line.split(/\\(?=\s)/).map((piece) => piece.trim())) {
      const started = readHeading(part, blocks);
      if (started === undefined && block === undefined) throw notUnderstood(part);
      if (started === undefined && block !== undefined) readDetail(part, block);
      block = started ?? block;
    }
  }
  if (blocks.size === 0) throw new Unparsable('no interface in the output, not even lo');
  const listsAddresses = [...blocks.values()].some(({ addresses }) => addresses.length > 0);
  return [...blocks.values()].map((whole) => finished(whole, listsAddresses));
}

function readHeading(line: string, blocks: Map<string, Block>): Block | undefined {
  const match = heading.exec(line) ?? onelineAddress.exec(line);
  if (match === null) return undefined;
  const [, index = '', fullName = '', third = '', rest] = match;
  const name = fullName.replace(/(.)@[^@]*$/, '$1');
  const known = blocks.get(index);
  if (known !== undefined && (rest !== undefined || known.interface.name !== name)) {
    throw unparsable('an interface is there twice, as in two outputs', line);
  }
  const block = known ?? emptyBlock(name);
  blocks.set(index, block);
  if (rest === undefined) readDetail(third, block);
  else readFlags(third.split(','), rest.split(/\s+/), block, line);
  return block;
}

const emptyBlock = (name: string): Block => ({
  interface: untold(name),
  addresses: [],
  heading: undefined,
  hasLinkLine: false,
  expectsKind: false,
  isDetailed: false,
});

function readFlags(flags: readonly string[], words: readonly string[], block: Block, line: string): void {
  block.heading = words;
  block.interface.isUp = flags.includes('UP');
  block.interface.hasCarrier = flags.includes('LOWER_UP');
  block.interface.mtu = numberOf(wordAfter(words, 'mtu'), line);
  block.interface.master = wordAfter(words, 'master') ?? false;
}

function readDetail(line: string, block: Block): void {
  const [word = '', second, third, fourth] = line.split(/\s+/);
  if (word === 'inet' || word === 'inet6') {
    block.expectsKind = false;
    // `inet 10.8.0.1 peer 10.8.0.2/32`: the prefix length stands with the peer.
    const [address, length] = (second ?? '').split('/');
    const prefixLength = third === 'peer' ? fourth?.split('/')[1] : length;
    block.addresses.push(addressOf(word, address, prefixLength, line));
  } else if (word.startsWith('link/')) {
    block.hasLinkLine = true;
    block.expectsKind = true;
    block.isDetailed = / promiscuity \d/.test(line);
    block.interface.mac = macOf(second);
    if (word === 'link/ether' && block.interface.mac === undefined) throw notUnderstood(line);
  } else if (!otherLine.test(line)) {
    const isKind = block.isDetailed ? /^[a-z]\w*$/.test(word) : oldKinds.has(word);
    if (!block.expectsKind || !isKind) throw notUnderstood(line);
    block.expectsKind = false;
    block.interface.kind = word;
  }
}

function finished(block: Block, listsAddresses: boolean): PartialInterface {
  const { addresses, heading: words = [], hasLinkLine } = block;
  // `ip link` says `mode` since 3.4 (2012), both say `group` since 3.11 (2013); before, nothing tells them apart.
  const isAddressListing = hasLinkLine && !words.includes('mode') && (words.includes('group') || listsAddresses);
  return {
    ...block.interface,
    addresses: isAddressListing || addresses.length > 0 ? addresses : undefined,
    hasEveryAddress: isAddressListing,
  };
}
