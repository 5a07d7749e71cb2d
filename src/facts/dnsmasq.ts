import type { Command, CommandResult } from '../host/host.ts';
import { type Known, Unparsable } from './known.ts';
import { uuidPattern } from './namespaces.ts';
import type { Process } from './processes.ts';
import { parsed, parsedText } from './result.ts';

/** A dnsmasq that a DHCP agent started: it says its network's id in the names of its files. */
export interface Dnsmasq extends Process {
  readonly networkId: string;
  /** The folder of its network's files, such as /var/lib/neutron/dhcp/<id>. */
  readonly folder: string;
  /** From `--interface`, which today's agent leaves out. */
  readonly device: string | undefined;
  /** All of `--interface`: dnsmasq takes requests from these only, or from any device where there is none. */
  readonly devices: readonly string[];
  /** Those that it takes no requests from, by `--except-interface` or `--no-dhcp-interface`. */
  readonly excepted: readonly string[];
  /** From `--dhcp-lease-max`. */
  readonly leaseLimit: number | undefined;
  /** The MTU that it tells the guests (DHCP option 26), whatever their subnet. */
  readonly mtu: number | undefined;
  readonly ranges: readonly DhcpRange[];
  /** The file of hosts that it offers addresses to, and that of options for them, as it was told to read them. */
  readonly hostsFile: string | undefined;
  readonly optsFile: string | undefined;
  /** All that it was told, by its command line and then by its configuration file. */
  readonly settings: readonly DnsmasqSetting[];
}

/** An option of dnsmasq(8): `--name=value` on its command line, `name=value` in a file. */
export interface DnsmasqSetting {
  readonly name: string;
  readonly value: string;
  /** The line of its configuration file, by the path that dnsmasq knows; undefined: on the command line. */
  readonly from: (Omit<DnsmasqFile, 'lines'> & { readonly file: string; readonly line: string }) | undefined;
}

/** A configuration file of dnsmasq, as far as it was read. */
export interface DnsmasqFile {
  readonly lines: readonly string[];
  /** What printed them. */
  readonly command: readonly string[];
}

/** Configuration files by their paths. */
export type DnsmasqFiles = ReadonlyMap<string, DnsmasqFile>;

/** One `--dhcp-range`, as the agent writes it: static, so that only hosts of the host file get an offer. */
export interface DhcpRange {
  readonly word: string;
  /** What options of `opts` are tagged with: `subnet-…` today, `tag0` before. */
  readonly tag: string | undefined;
  readonly start: string;
  /** Undefined in the older form without a netmask (Folsom). */
  readonly netmask: string | undefined;
  /** Undefined where the lease never ends, or dnsmasq has its own default. */
  readonly leaseSeconds: number | undefined;
}

export const dnsmasqOf = (processes: readonly Process[], files: DnsmasqFiles = new Map()): readonly Dnsmasq[] =>
  processes.flatMap((process): Dnsmasq[] => {
    const words = process.args.split(' ');
    if (!/(^|\/)dnsmasq$/.test(words[0] ?? '')) return [];
    const settings = settingsOf(words, files);
    const valuesOf = (...names: readonly string[]) =>
      settings.filter(({ name }) => names.includes(name)).map(({ value }) => value);
    const option = (name: string) => valuesOf(name)[0];
    const file = option('dhcp-hostsfile') ?? option('pid-file');
    const networkId = file?.match(uuidPattern)?.[0];
    if (file === undefined || networkId === undefined) return [];
    return [
      {
        ...process,
        networkId,
        folder: file.slice(0, file.lastIndexOf('/')),
        device: option('interface'),
        excepted: valuesOf('except-interface', 'no-dhcp-interface').flatMap((value) => value.split(',')),
        devices: valuesOf('interface').flatMap((value) => value.split(',')),
        hostsFile: option('dhcp-hostsfile'),
        optsFile: option('dhcp-optsfile'),
        leaseLimit: numberOf(option('dhcp-lease-max')),
        mtu: numberOf(
          valuesOf('dhcp-option', 'dhcp-option-force')
            .map((value) => value.match(/^(?:option:mtu|26),(\d+)$/)?.[1])
            .find(isGiven),
        ),
        ranges: valuesOf('dhcp-range').flatMap((value) => readRange(`--dhcp-range=${value}`) ?? []),
        settings,
      },
    ];
  });

function settingsOf(words: readonly string[], files: DnsmasqFiles): readonly DnsmasqSetting[] {
  const given = words.flatMap((word) => settingIn(word.startsWith('--') ? word.slice(2) : '', undefined));
  const read = given
    .filter(({ name }) => name === 'conf-file')
    .flatMap(({ value: file }) => {
      const { lines = [], command = [] } = files.get(file) ?? {};
      return lines.flatMap((line) => settingIn(line.replace(/(?:^|\s)#.*/, '').trim(), { file, line, command }));
    });
  return [...given, ...read];
}

function settingIn(text: string, from: DnsmasqSetting['from']): readonly DnsmasqSetting[] {
  const [, name, value = ''] = text.match(/^([a-z][a-z0-9-]*)(?:\s*=\s*(.*))?$/) ?? [];
  return name === undefined ? [] : [{ name, value, from }];
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const isGiven = (text: string | undefined): text is string => text !== undefined;

function readRange(word: string): DhcpRange | undefined {
  const fields = word.slice('--dhcp-range='.length).split(',');
  const addresses = fields.filter((field) => /^\d+\.\d+\.\d+\.\d+$/.test(field));
  const [start, second] = addresses;
  const tag = fields.find((field) => field.startsWith('set:'))?.slice('set:'.length);
  const netmask = second?.startsWith('255.') === true ? second : undefined;
  return start === undefined ? undefined : { word, tag, start, netmask, leaseSeconds: leaseIn(fields.at(-1) ?? '') };
}

const secondsIn: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `86400s`, `24h` or plain seconds, of which dnsmasq(8) gives two minutes at the least. */
function leaseIn(field: string): number | undefined {
  const [, count, unit = ''] = field.match(/^(\d+)([smhdw]?)$/) ?? [];
  return count === undefined ? undefined : Math.max(120, Number(count) * (secondsIn[unit] ?? 1));
}

/** Counts, per table of sockets (`/proc/PID/net/udp`), the UDP sockets on port 67 (0x43). */
export const dhcpSocketsCommand = (tables: readonly string[]): Command => ({
  argv: ['grep', '-s', '-H', '-c', ':0043 ', ...tables],
});

/** Sockets on the DHCP server port by pid. A process that has ended in the meantime is not in it. */
export function readDhcpSockets(command: Command, result: CommandResult): Known<ReadonlyMap<number, number>> {
  // Exit code 1: no line matched anywhere; 2: a file was gone.
  if (result.kind !== 'exited') return parsed(command, result, () => new Map());
  return parsedText(
    command,
    result.stdout,
    (text) =>
      new Map(
        text
          .split('\n')
          .filter((line) => line !== '')
          .map((line): [number, number] => {
            const [, pid, count] = line.match(/^\/proc\/(\d+)\/net\/udp:(\d+)$/) ?? [];
            if (pid === undefined || count === undefined) throw new Unparsable(line.slice(0, 60));
            return [Number(pid), Number(count)];
          }),
      ),
  );
}
