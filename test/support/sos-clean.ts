/*
 * What `sos clean` does to a report, after reading sos/cleaner of its 4.x releases: the maps of addresses and MACs, each line going
 * through the parsers in their order, with their flaws, which are what makes a cleaned report misleading. Names of hosts and users
 * are not mapped: nothing of ours depends on them. One process, where sos runs several.
 */

const addressPattern = /(?<![-.\d])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?/g;
const ignoredAddress = /^(?:127.*|::1|0\.|1\.|8.8.8.8|8.8.4.4|169.254.*|255.*)/;
const macPattern = /(?<!['"\da-f]:|::)[^:-]?(?:[\da-f]{2}[:_-]){5,6}[\da-f]{2}/gi;
const ignoredMacs = new Set(['ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00']);

const numberOf = (address: string): number => address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
const textOf = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

class Network {
  readonly base: number;
  readonly prefix: number;

  constructor(address: string, prefix: number) {
    this.prefix = prefix;
    this.base = (numberOf(address) & this.#mask) >>> 0;
  }

  get #mask(): number {
    return this.prefix === 0 ? 0 : -1 << (32 - this.prefix);
  }

  get broadcast(): number {
    return (this.base | ~this.#mask) >>> 0;
  }

  get text(): string {
    return `${textOf(this.base)}/${this.prefix}`;
  }

  has(address: string): boolean {
    return (numberOf(address) & this.#mask) >>> 0 === this.base;
  }

  *hosts(): Generator<string> {
    if (this.prefix >= 31) for (let at = this.base; at <= this.broadcast; at += 1) yield textOf(at);
    else for (let at = this.base + 1; at < this.broadcast; at += 1) yield textOf(at);
  }
}

/** The map of one run. */
export class SosClean {
  readonly #addresses = new Map<string, string>();
  readonly #networks = new Map<string, { readonly own: Network; readonly standIn: Network }>();
  readonly #taken = new Set<string>();
  readonly #macs = new Map<string, string>();
  #octet = 100;
  #single = numberOf('172.17.0.0');

  /** A text, line by line. */
  text(text: string): string {
    return text
      .split('\n')
      .map((line) => this.#macsIn(this.#addressesIn(line)))
      .join('\n');
  }

  /** The files of a report: first the addresses and the devices of the host, then the longest. */
  files(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    for (const line of (files.get('sos_commands/networking/ip_-o_addr') ?? '').split('\n')) this.#addressesIn(line);
    for (const line of (files.get('sos_commands/networking/ip_-d_address') ?? '').split('\n')) this.#macsIn(line);
    const ordered = [...files].toSorted(([, one], [, other]) => other.length - one.length);
    return new Map(ordered.map(([name, text]) => [name, this.text(text)]));
  }

  #addressesIn(line: string): string {
    const matches = (line.match(addressPattern) ?? []).toSorted((one, other) => other.length - one.length);
    return matches.reduce((changed, match) => {
      if ([...this.#addresses.values()].includes(match)) return changed;
      const standIn = this.#standIn(match);
      return standIn === match ? changed : changed.replaceAll(match, standIn);
    }, line);
  }

  #standIn(item: string): string {
    const known = this.#addresses.get(item);
    if (known !== undefined) return known;
    if (ignoredAddress.test(item) || this.#taken.has(item.split('/')[0] ?? '')) return item;
    if (!item.includes('/')) {
      // One that begins like this gives its stand-in, be it another address or not.
      for (const [key, value] of this.#addresses) if (key.startsWith(item)) return value.split('/')[0] ?? '';
    }
    const standIn = this.#sanitized(item) ?? item;
    this.#taken.add(standIn.split('/')[0] ?? '');
    this.#addresses.set(item, standIn);
    return standIn;
  }

  #sanitized(item: string): string | undefined {
    const [address = '', length = '32'] = item.split('/');
    const isValid = address.split('.').every((part) => Number(part) <= 255 && !/^0\d/.test(part));
    if (!isValid || Number(length) > 32) return undefined;
    const network = Number(length) === 32 ? this.#smallestWith(address) : this.#networkOf(address, Number(length));
    if (network === undefined) return this.#lone();
    if (numberOf(address) === network.own.broadcast) return textOf(network.standIn.broadcast);
    for (const host of network.standIn.hosts()) if (!this.#taken.has(host)) return `${host}/${network.standIn.prefix}`;
    return this.#lone();
  }

  #smallestWith(address: string) {
    const all = [...this.#networks.values()];
    const ending = all.find(({ own }) => own.broadcast === numberOf(address));
    const fitting = all.filter(({ own }) => own.has(address)).toSorted((a, b) => b.own.prefix - a.own.prefix);
    return ending ?? fitting[0];
  }

  #networkOf(address: string, prefix: number) {
    const own = new Network(address, prefix);
    const known = this.#networks.get(own.text);
    if (known !== undefined) return known;
    if ([127, 169, 172, 192].includes(this.#octet)) this.#octet += 1;
    const first = this.#octet;
    // A mask that leaves bits of the first octet is none that 100.0.0.0 fits in: sos leaves such an item as it is.
    if (new Network(`${first}.0.0.0`, prefix).base !== numberOf(`${first}.0.0.0`)) return undefined;
    const standIn = new Network(`${first}.0.0.0`, prefix);
    this.#octet += 1;
    const added = { own, standIn };
    this.#networks.set(own.text, added);
    this.#addresses.set(own.text, standIn.text);
    this.#taken.add(textOf(standIn.base));
    return added;
  }

  /** 172.17.0.1, 172.17.0.2 and so on. */
  #lone(): string {
    do this.#single += 1;
    while ([0, 255].includes(this.#single % 256));
    const standIn = textOf(this.#single);
    return [...this.#addresses.values()].includes(standIn) ? this.#lone() : standIn;
  }

  #macsIn(line: string): string {
    return (line.match(macPattern) ?? []).reduce((changed, match) => {
      const own = match.replace(/^[^\da-f]+|[^\da-f]+$/gi, '');
      if (own.startsWith('53:4f:53')) return changed;
      const key = own.replaceAll('-', ':').toLowerCase();
      if (ignoredMacs.has(key)) return changed.replaceAll(own, key);
      return changed.replaceAll(own, this.#macStandIn(key));
    }, line);
  }

  #macStandIn(key: string): string {
    const known = this.#macs.get(key);
    if (known !== undefined) return known;
    const count = this.#macs.size + 1;
    // The digits as sos has them: c and d have changed places.
    const digits = '0123456789abdcef';
    const pair = (value: number) => `${digits[value >> 4]}${digits[value & 15]}`;
    const standIn = `53:4f:53:${[count >> 16, (count >> 8) & 255, count & 255].map(pair).join(':')}`;
    this.#macs.set(key, standIn);
    return standIn;
  }
}
