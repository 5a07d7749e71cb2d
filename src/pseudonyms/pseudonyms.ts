import { isIPv4, isIPv6 } from 'node:net';
import { prefixLengthOfMask } from '../facts/text/values.ts';
import { Addresses } from './addresses.ts';
import { rewriteCapture, rewriteFrame } from './captures.ts';
import { colons, macFor, uuidFor } from './ids.ts';
import { namesIn, wordsOfAgents } from './names.ts';
import { Shuffle } from './shuffle.ts';

const hexPairs = '[0-9A-Fa-f]{2}';

/** What is replaced, by what it looks like; names come behind these. */
const tokens = [
  // What somebody wrote beside a rule, as iptables-save, iptables -L and nft show it.
  String.raw`(?<=--comment |(?<!-m )\bcomment )(?<comment>"(?:[^"\\\n]|\\.)*"|[^\s"]+)`,
  String.raw`(?<=/\* )(?<remark>[^\n]*?)(?= \*/)`,
  // A bridge's own number: its priority, and a MAC whose bytes have no leading zeros, or no colons.
  `(?<bridge>(?<=\\b[0-9a-f]{4}\\.)(?:[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}|[0-9a-f]{12})(?![0-9a-f:]))`,
  // A tunnel's port is called after the address at its end.
  String.raw`(?<tunnel>(?<=\b(?:vxlan|gre|geneve)-)[0-9a-f]{8}\b)`,
  String.raw`(?<instance>(?<=\binstance-)[0-9a-f]{8}\b)`,
  '(?<uuid>[0-9a-f]{8}-[0-9a-f]{1,4}(?:-[0-9a-f]{1,4}){0,3}(?:-[0-9a-f]{1,12})?(?![0-9a-f]))',
  `(?<mac>(?<![0-9A-Fa-f]|[0-9A-Fa-f]:)(?:${hexPairs}:){5,}${hexPairs}(?![0-9A-Fa-f]|:[0-9A-Fa-f]))`,
  String.raw`(?<ipv4>(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d))(?:/(?<length>\d{1,2})(?![\d.]))?`,
  // `host-10-0-0-3` of Neutron, `10-0-0-3` of Quantum, `ip-10-0-0-3` and the like of people.
  String.raw`(?<dashed>(?<=(?<![\w-])(?:[A-Za-z]+-)?)\d{1,3}(?:-\d{1,3}){3}(?![\w-]))`,
  '(?<ipv6>(?<![0-9A-Za-z.]|[0-9A-Fa-f]:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![0-9A-Za-z]|:[0-9A-Fa-f]))',
  '(?<=0x)(?<loadedMac>[0-9a-f]{12})(?=->)',
  '(?<=0x)(?<loadedIp>[0-9a-f]{7,8})(?=->NXM_OF_ARP_[ST]PA)',
  String.raw`(?<=\b0000)(?<datapath>[0-9a-f]{12})\b`,
  String.raw`\b(?<socket>[0-9A-F]{8}|[0-9A-F]{32})(?=:[0-9A-F]{4}\b)`,
  '(?<=packet=)(?<packet>[0-9a-f]{28,})',
] as const;

type Kind =
  | 'comment'
  | 'remark'
  | 'bridge'
  | 'tunnel'
  | 'instance'
  | 'uuid'
  | 'mac'
  | 'ipv4'
  | 'dashed'
  | 'ipv6'
  | 'loadedMac'
  | 'loadedIp'
  | 'datapath'
  | 'socket'
  | 'packet';
type Groups = Readonly<Partial<Record<Kind | 'length' | 'name', string>>>;

/** Puts other addresses, UUIDs and names in place of a host's own: the same for the same, throughout one recording. */
export class Pseudonyms {
  readonly #shuffle: Shuffle;
  readonly #addresses: Addresses;
  readonly #pattern: RegExp;

  /** `texts`: all that is going to be replaced, to know the subnets and the names in it. */
  constructor(key: Uint8Array, hostName: string, texts: Iterable<string>) {
    this.#shuffle = new Shuffle(key);
    this.#addresses = new Addresses(this.#shuffle);
    const names = new Set(namesIn(hostName, texts));
    for (const text of texts) this.#learnSubnets(text);
    const words = [...names]
      .toSorted((one, other) => other.length - one.length)
      .map((each) => each.replace(/[.-]/g, String.raw`\$&`));
    const name = words.length === 0 ? [] : [String.raw`(?<![\w.-])(?<name>${words.join('|')})(?![\w-])`];
    this.#pattern = new RegExp([...tokens, ...name].join('|'), 'g');
  }

  text(text: string): string {
    return text.replace(this.#pattern, (...match: unknown[]) =>
      this.#replaced(String(match[0]), match.at(-1) as Groups),
    );
  }

  /** Undefined for a capture that is not of Ethernet. */
  capture(bytes: Uint8Array): Uint8Array | undefined {
    return rewriteCapture(bytes, this);
  }

  /** Twelve digits for twelve digits. */
  mac(digits: string): string {
    return macFor(this.#shuffle, digits);
  }

  ipv4(address: string, length?: number): string {
    return this.#addresses.for(address, length);
  }

  /** As many letters as there were. */
  letters(text: string): string {
    const replaced = this.text(text);
    return replaced !== text && replaced.length === text.length ? replaced : this.#shuffle.letters(text);
  }

  #replaced(all: string, groups: Groups): string {
    const {
      comment,
      remark,
      bridge,
      tunnel,
      instance,
      uuid,
      mac,
      ipv4,
      dashed,
      ipv6,
      loadedMac,
      loadedIp,
      datapath,
      socket,
      packet,
      length,
      name,
    } = groups;
    const written = comment ?? remark;
    if (written !== undefined) return this.#words(written);
    if (bridge !== undefined) return this.#bridgeText(bridge);
    if (tunnel !== undefined) return hexOf(this.#addresses.forNumber(Number.parseInt(tunnel, 16))).padStart(8, '0');
    if (instance !== undefined) return this.#shuffle.permuted('instance', instance);
    if (uuid !== undefined) return uuidFor(this.#shuffle, uuid);
    if (mac !== undefined) return this.#macText(mac);
    if (ipv4 !== undefined) return this.#ipv4Text(ipv4, length, all);
    if (dashed !== undefined) return this.#ipv4Text(dashed.replaceAll('-', '.'), undefined, all).replaceAll('.', '-');
    if (ipv6 !== undefined) return isIPv6(ipv6) ? this.#addresses.for6(ipv6) : all;
    if (loadedMac !== undefined) return this.mac(loadedMac);
    if (loadedIp !== undefined) return hexOf(this.#addresses.forNumber(Number.parseInt(loadedIp, 16)));
    if (datapath !== undefined) return this.mac(datapath);
    if (socket !== undefined) return socket.length === 32 ? '0'.repeat(32) : this.#socketText(socket);
    if (packet !== undefined) return Buffer.from(rewriteFrame(Buffer.from(packet, 'hex'), this)).toString('hex');
    return name === undefined ? all : this.#shuffle.letters(name);
  }

  /** A sentence in which only the words of agents stay as they are. */
  #words(sentence: string): string {
    return this.text(sentence).replace(/\p{L}[\p{L}\p{M}\d'’@_-]*/gu, (word) =>
      wordsOfAgents.has(word.toLowerCase()) || /^[0-9a-f-]{8,}$/.test(word)
        ? word
        : this.#shuffle.letters(word).replace(/[^\x20-\x7e]/g, 'x'),
    );
  }

  #bridgeText(bridge: string): string {
    const bytes = bridge.includes(':') ? bridge.split(':') : (bridge.match(/../g) ?? []);
    const other = this.mac(bytes.map((byte) => byte.padStart(2, '0')).join(''));
    if (!bridge.includes(':')) return other;
    return (other.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16).toString(16)).join(':');
  }

  /** Six bytes, or more of them around a MAC: a DHCP client's identity (RFC 2132, 9.14; RFC 4361). */
  #macText(text: string): string {
    const digits = text.replaceAll(':', '').toLowerCase();
    const other = `${this.#shuffle.masked(`identity ${digits}`, digits.slice(0, -12))}${this.mac(digits.slice(-12))}`;
    const kept = digits.length === 14 && digits.startsWith('01') ? `01${other.slice(2)}` : other;
    return colons(kept);
  }

  #ipv4Text(address: string, length: string | undefined, all: string): string {
    if (!isIPv4(address)) return all;
    const prefix = length === undefined ? undefined : Number(length);
    return `${this.ipv4(address, prefix)}${length === undefined ? '' : `/${length}`}`;
  }

  /** As /proc/net has it: the bytes in the order of the machine, which is that of x86. */
  #socketText(digits: string): string {
    const swapped = (text: string) => text.match(/../g)?.toReversed().join('') ?? text;
    const number = this.#addresses.forNumber(Number.parseInt(swapped(digits), 16));
    return swapped(hexOf(number).padStart(8, '0')).toUpperCase();
  }

  #learnSubnets(text: string): void {
    for (const [, address = '', length] of text.matchAll(
      /((?:\d{1,3}\.){3}\d{1,3})(?:\/|","prefixlen":)(\d{1,2})\b/g,
    )) {
      this.#addresses.learn(address, Number(length));
    }
    // A netmask belongs to the addresses of its line, in ifconfig's words and in the routing table's.
    for (const [line] of text.matchAll(/^.*\b255\.(?:\d{1,3}\.){2}\d{1,3}\b.*$/gm)) {
      const all = line.match(/(?:\d{1,3}\.){3}\d{1,3}/g) ?? [];
      const mask = all.find((each) => each.startsWith('255.') && each !== '255.255.255.255');
      const length = mask === undefined ? undefined : prefixLengthOfMask(mask);
      if (length === undefined) continue;
      for (const address of all) this.#addresses.learn(address, length);
    }
  }
}

const hexOf = (number: number): string => number.toString(16);
