import { isIPv4, isIPv6 } from 'node:net';
import leven from 'leven';

/** What the DHCP agents of all releases give dnsmasq, each as `--name` or `--name=value`. */
const agentOptions =
  `addn-hosts bind-dynamic bind-interfaces conf-file dhcp-authoritative dhcp-broadcast dhcp-host dhcp-hostsfile
  dhcp-lease-max dhcp-leasefile dhcp-match dhcp-option dhcp-option-force dhcp-optsfile dhcp-range dhcp-script dhcp-userclass
  domain enable-ra except-interface interface leasefile-ro local-service log-dhcp log-facility log-queries no-hosts no-ping
  no-resolv pid-file ra-param server strict-order`.split(/\s+/);
const known: ReadonlySet<string> = new Set(agentOptions);

/**
 * Whether the command line of an agent's dnsmasq can't be what was run: dnsmasq starts with no option that it does not know,
 * and with no range that has no address. A saved list of processes has such a line where a character of it was lost.
 */
export function isDamagedDnsmasq(args: string): boolean {
  const [program = '', ...words] = args.split(' ');
  if (!/(?:^|\/)dnsmasq$/.test(program) || !/\/dhcp\/[0-9a-f]{8}-/.test(args)) return false;
  // The last one may be cut at the edge of a terminal, which is looked for elsewhere.
  return words.slice(0, -1).some((word, index) => isDamaged(word, words[index - 1]));
}

function isDamaged(word: string, before: string | undefined): boolean {
  if (word === '') return false;
  const [, name, value] = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(word) ?? [];
  // Somebody may have given one of his own in the short form, with a value behind it.
  if (name === undefined) return !/^-\w/.test(word) && !/^-\w$/.test(before ?? '');
  if (!known.has(name)) return agentOptions.some((option) => leven(option, name) === 1);
  const fields = value?.split(',') ?? [];
  return (
    name === 'dhcp-range' && !fields.some((field) => isIPv4(field) || isIPv6(field) || /^constructor:/.test(field))
  );
}
