import ipaddr from 'ipaddr.js';
import { ipv4Number } from '../packets/bytes.ts';
import { macFor } from './ids.ts';
import type { Shuffle } from './shuffle.ts';

const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

const networkOf = (number: number, length: number): number => number - (number % 2 ** (32 - length));

/** Only what is wider than the part that stays as it is has to be known: `/24` and longer are left whole anyway. */
const longestReplaced = 24;
const shortestSubnet = 12;

/**
 * IPv4 addresses for others: prefixes that were the same stay the same (as in Crypto-PAn), what was private stays in its
 * range, and the part within the subnet stays, so that networks, gateways and broadcasts are what they were.
 */
export class Addresses {
  readonly #shuffle: Shuffle;
  readonly #subnets = new Map<number, Set<number>>();
  readonly #public: readonly number[];

  constructor(shuffle: Shuffle) {
    this.#shuffle = shuffle;
    this.#public = whollyPublic.toSorted((one, other) =>
      shuffle.digest(`octet ${one}`) < shuffle.digest(`octet ${other}`) ? -1 : 1,
    );
  }

  /** Tells of a subnet; those that are wider than `/24` have to be known before the first address is replaced. */
  learn(address: string, length: number): void {
    if (length < shortestSubnet || length >= longestReplaced) return;
    const number = ipv4Number(address);
    if (number === undefined) return;
    const known = this.#subnets.get(length) ?? new Set();
    this.#subnets.set(length, known.add(networkOf(number, length)));
  }

  /** `length`: of an address that is written as a network; then nothing is left behind its prefix. */
  for(address: string, length = 32): string {
    const number = ipv4Number(address);
    return number === undefined ? address : addressOf(this.forNumber(number, length));
  }

  forNumber(number: number, length = 32): number {
    const kept = keptBits(number);
    if (kept === 32 || length < 8) return number;
    let end = longestReplaced;
    for (const [subnet, known] of this.#subnets) if (subnet < end && known.has(networkOf(number, subnet))) end = subnet;
    let result = number;
    for (let bit = kept; bit < end; bit += 1) {
      const prefix = Math.floor(number / 2 ** (32 - bit));
      const flip = Number.parseInt(this.#shuffle.digest(`bit ${bit} ${prefix}`).slice(0, 1), 16) & 1;
      const weight = 2 ** (31 - bit);
      if (flip === 1) result += Math.floor(number / weight) % 2 === 1 ? -weight : weight;
    }
    const first = Math.floor(number / 2 ** 24);
    const at = whollyPublic.indexOf(first);
    if (at !== -1) result += ((this.#public[at] ?? first) - first) * 2 ** 24;
    return number === networkOf(number, length) ? networkOf(result, length) : result;
  }

  /** IPv6 group by group; link-local prefixes and well-known addresses stay, and what was made of a MAC is so again. */
  for6(address: string): string {
    const groups = groupsOf(address);
    const isKept = /^(?:ff|00|$)/.test(groups[0] ?? '');
    if (isKept) return address;
    const network = groups.slice(0, 4).map((group, at) => {
      const stays = group === '0000' || groups[0]?.startsWith('fe8') === true;
      return stays ? group : this.#shuffle.masked(`ipv6 ${groups.slice(0, at).join(':')}`, group);
    });
    const own = groups.slice(4).join('');
    const others = [...network, ...(this.#interfaceId(own).match(/.{4}/g) ?? [])];
    return ipaddr.IPv6.parse(others.join(':')).toRFC5952String();
  }

  #interfaceId(id: string): string {
    if (/^0{12}/.test(id)) return id;
    const [, start = '', end = ''] = id.match(/^(.{6})fffe(.{6})$/) ?? [];
    if (start === '') return this.#shuffle.permuted('ipv6', id);
    // RFC 4291, appendix A: the universal bit of the MAC, turned.
    const turned = (digits: string) =>
      `${(Number.parseInt(digits.slice(0, 2), 16) ^ 2).toString(16).padStart(2, '0')}${digits.slice(2)}`;
    const mac = macFor(this.#shuffle, turned(`${start}${end}`));
    return `${turned(mac).slice(0, 6)}fffe${mac.slice(6)}`;
  }
}

const mixed = [100, 169, 172, 192, 198];
const whollyPublic = Array.from({ length: 223 }, (_, index) => index + 1).filter(
  (octet) => octet !== 10 && octet !== 127 && !mixed.includes(octet),
);

/** How many bits of an address everybody knows (RFC 6890): all of loopback, link-local, groups and netmasks. */
function keptBits(number: number): number {
  const first = Math.floor(number / 2 ** 24);
  const second = Math.floor(number / 2 ** 16) % 256;
  if (first === 0 || first === 127 || first >= 224) return 32;
  if (first === 169 && second === 254) return 32;
  if (first === 172 && second >= 16 && second < 32) return 12;
  if (first === 100 && second >= 64 && second < 128) return 10;
  return mixed.includes(first) ? 16 : 8;
}

const groupsOf = (address: string): readonly string[] =>
  ipaddr.IPv6.parse(address).parts.map((group) => group.toString(16).padStart(4, '0'));
