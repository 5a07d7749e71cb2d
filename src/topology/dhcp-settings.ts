import type { HostLine } from '../facts/agent-files.ts';
import type { Dnsmasq, DnsmasqSetting } from '../facts/dnsmasq.ts';
import type { DhcpServer } from './networks.ts';

/** What the agent's files tell dnsmasq to give to a client; what they don't tell for certain is left out. */
export interface DhcpSettings {
  readonly address?: string;
  /** The addresses or numbers of an option, by its name. */
  readonly options: ReadonlyMap<OptionName, readonly string[]>;
  readonly leaseSeconds?: number;
}

export const optionCodes = { router: 3, 'dns-server': 6, mtu: 26 } as const;
export type OptionName = keyof typeof optionCodes;

/** What dnsmasq was configured to give to clients; dnsmasq(8), `--dhcp-option`. */
export const optionSettingsOf = ({ settings }: Dnsmasq): readonly DnsmasqSetting[] =>
  settings.filter(({ name }) => name === 'dhcp-option' || name === 'dhcp-option-force');

/** The settings for a client of the host file; dnsmasq(8), `--dhcp-host`, `--dhcp-option` and its tags. */
export function settingsFor({ files, processes }: DhcpServer, clientMac: string): DhcpSettings | undefined {
  const own = (files?.hosts ?? []).filter(({ mac }) => mac === clientMac);
  const [host] = own;
  const [process] = processes;
  // Several lines of one MAC, as of a port with addresses in several subnets: the server may choose.
  if (files === undefined || host === undefined || own.length > 1 || process === undefined) return undefined;
  const forced = optionSettingsOf(process).map(({ value }) => value);
  const tags = tagsOf(process, host);
  const lines = [...files.options, ...forced].map(readOption);
  const options = new Map<OptionName, readonly string[]>();
  for (const name of Object.keys(optionCodes) as OptionName[]) {
    const about = lines.filter((line) => line?.name === name);
    const applying = about.filter((line) => line?.tags.every((tag) => tags.has(tag)));
    const [only] = applying;
    // Where several apply, dnsmasq has rules of its own for which one wins.
    if (applying.length === 1 && only !== undefined) options.set(name, only.values);
  }
  const leaseSeconds = leaseOf(process, [...files.options, ...forced], host.line);
  return { address: host.address, options, ...(leaseSeconds === undefined ? {} : { leaseSeconds }) };
}

/** What dnsmasq tags a client with that has a line in its host file; dnsmasq(8), "TAGS". */
const tagsOf = ({ ranges }: Dnsmasq, host: HostLine): ReadonlySet<string> =>
  new Set(['known', ...tagsIn(host.line), ...(ranges.length === 1 ? ranges.flatMap(({ word }) => tagsIn(word)) : [])]);

/** The setting by which dnsmasq was told to give a client no answer: `dhcp-ignore` with its tags, or `dhcp-host`. */
export function settingIgnoring({ files, processes }: DhcpServer, clientMac: string): DnsmasqSetting | undefined {
  const host = files?.hosts.find(({ mac }) => mac === clientMac);
  for (const process of processes) {
    const tags = host === undefined ? new Set<string>() : tagsOf(process, host);
    const isTagged = (word: string): boolean => {
      const name = word.replace(/^(?:tag:|net:)/, '');
      return name.startsWith('!') ? !tags.has(name.slice(1)) : tags.has(name);
    };
    const found = process.settings.find(({ name, value }) => {
      const words = value.split(',').map((word) => word.trim());
      if (name === 'dhcp-ignore') return words.every(isTagged);
      return name === 'dhcp-host' && words.includes('ignore') && words.some((word) => word.toLowerCase() === clientMac);
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a client is to ask this server for names: by an option, or as dnsmasq does where none says whom to ask. */
export function isOwnResolver(server: DhcpServer, clientMac: string, address: string): boolean {
  const settings = settingsFor(server, clientMac);
  const given = server.processes.flatMap((process) => process.settings);
  if (settings === undefined || given.some(({ name, value }) => name === 'port' && Number(value) === 0)) return false;
  const listed = settings.options.get('dns-server');
  if (listed !== undefined) return listed.includes(address);
  const options = server.processes.flatMap(optionSettingsOf).map(({ value }) => value);
  return ![...(server.files?.options ?? []), ...options].some((line) =>
    /(?:^|,)(?:option:dns-server|6)(?:,|$)/.test(line),
  );
}

/** The lease time of all ranges, where neither an option 51 nor the last field of the host's line sets another one. */
function leaseOf({ ranges }: Dnsmasq, options: readonly string[], hostLine: string): number | undefined {
  const times = new Set(ranges.map(({ leaseSeconds }) => leaseSeconds));
  const isSetElsewhere =
    options.some((line) => /(?:^|,)(?:option:lease-time|51),/.test(line)) ||
    /,(?:\d+[smhdw]?|infinite)$/i.test(hostLine);
  return times.size === 1 && !isSetElsewhere ? [...times][0] : undefined;
}

const tagsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|[,=])(?:set|net):([^,]+)/g)].map(([, tag]) => tag ?? '');

interface OptionLine {
  readonly tags: readonly string[];
  readonly name: OptionName;
  readonly values: readonly string[];
}

/** `tag:subnet-…,option:router,10.11.12.1`, or the same by number. */
export function readOption(line: string): OptionLine | undefined {
  const fields = line.split(',').map((field) => field.trim());
  const tags = fields.filter((field) => /^(?:tag|net):/.test(field)).map((field) => field.slice(4));
  const [option = '', ...values] = fields.filter((field) => !/^(?:tag|net):/.test(field));
  const name = (Object.keys(optionCodes) as OptionName[]).find(
    (candidate) => option === `option:${candidate}` || option === String(optionCodes[candidate]),
  );
  // 0.0.0.0 stands for the server's own address.
  if (name === undefined || values.length === 0 || values.includes('0.0.0.0')) return undefined;
  return { tags, name, values };
}
