import { basename } from 'node:path';
import { commandLine } from './words.ts';

/** A command that somebody typed, as qdoctor would have asked it. */
export interface TypedCommand {
  /** In a namespace: with `ip netns exec NAMESPACE` before it. */
  readonly argv: readonly [string, ...string[]];
  /** The container that it was run in, by name. */
  readonly container: string | undefined;
  /** The host that it was run on, where the line says so (`ssh net01 …`). */
  readonly host: string | undefined;
  /** Why not all of its output is there: it went through `grep`, `head` or the like. */
  readonly partial: string | undefined;
}

/** The tools whose output tells something about a host's network, by which a command is known where no prompt shows it. */
export const toolNames: ReadonlySet<string> = new Set(
  `ovs-vsctl ovs-ofctl ovs-appctl ovs-dpctl ovsdb-client ovn-nbctl ovn-sbctl ip ifconfig route netstat ss arp brctl bridge
  iptables iptables-save iptables-nft iptables-legacy iptables-nft-save iptables-legacy-save ip6tables ip6tables-save nft
  ebtables ebtables-save arptables arptables-save ipset conntrack sysctl ps pgrep ping arping tracepath traceroute mtr
  tcpdump tshark dhclient udhcpc dhcping nmap cat ls grep egrep tail head less zcat service systemctl chkconfig ethtool
  virsh openstack neutron nova quantum uname lsmod dmesg journalctl docker podman nmcli hostname df free lsb_release
  curl wget nc telnet tc find stat crudini`.split(/\s+/),
);

/** Reads what stands behind a prompt; undefined where that is no command of a tool that qdoctor knows. */
export function typedCommand(text: string): TypedCommand | undefined {
  const line = commandLine(text.trim());
  if (line === undefined) return undefined;
  const state: { container?: string; host?: string; namespace?: string } = {};
  let words = line.words;
  for (let before: readonly string[] = []; before !== words; ) {
    before = words;
    words = withoutWrapper(words, state);
  }
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const tool = basename(first);
  if (!toolNames.has(tool)) return undefined;
  const inside = ['ip', 'netns', 'exec', state.namespace ?? '', tool, ...rest] as const;
  return {
    argv: state.namespace === undefined ? [tool, ...rest] : [...inside],
    container: state.container,
    host: state.host,
    partial: filterReason(line.filter, tool, rest),
  };
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash']);
const isAssignment = (word: string): boolean => /^[A-Za-z_]\w*=/.test(word);

/** Takes off one layer that only says where, as whom, or for how long a command runs. */
function withoutWrapper(
  words: readonly string[],
  state: { container?: string; host?: string; namespace?: string },
): readonly string[] {
  const [first = '', second = ''] = words;
  const tool = basename(first);
  const behindOptions = (from: number, valued: string): readonly string[] => {
    let at = from;
    while (words[at]?.startsWith('-') === true) at += valued.includes(` ${words[at]} `) ? 2 : 1;
    return words.slice(at);
  };
  if (isAssignment(first) && words.length > 1) return words.slice(1);
  if (['time', 'nohup', 'exec', 'command', 'stdbuf', 'unbuffer'].includes(tool) && words.length > 1) {
    return behindOptions(1, ' ');
  }
  if (tool === 'env') return behindOptions(1, ' -u ');
  if (tool === 'sudo' || tool === 'doas') return behindOptions(1, ' -u -g -h -p -C ');
  if (tool === 'timeout' || tool === 'watch' || tool === 'nice') {
    const rest = behindOptions(1, ' -k -s -n ');
    return tool === 'timeout' ? rest.slice(1) : rest;
  }
  if ((tool === 'docker' || tool === 'podman' || tool === 'nerdctl') && second === 'exec') {
    const [container, ...rest] = behindOptions(2, ' -u --user -e --env -w --workdir ');
    if (container !== undefined) state.container = container;
    return rest;
  }
  if (tool === 'kubectl' && words.includes('exec')) {
    const end = words.indexOf('--');
    const before = words.slice(words.indexOf('exec') + 1, end);
    const container = before.find((word, index) => !word.startsWith('-') && !/^-[nc]$/.test(before[index - 1] ?? ''));
    if (container !== undefined) state.container = container;
    return end === -1 ? words : words.slice(end + 1);
  }
  if (tool === 'lxc-attach') {
    const at = words.findIndex((word) => word === '-n' || word === '--name');
    if (at !== -1) state.container = words[at + 1] ?? '';
    return words.includes('--') ? words.slice(words.indexOf('--') + 1) : words;
  }
  if (tool === 'ssh') {
    const [destination, ...rest] = behindOptions(1, ' -i -p -o -l -F -J ');
    if (destination === undefined || rest.length === 0) return words;
    state.host = destination.replace(/^.*@/, '');
    return rest.length === 1 ? (commandLine(rest[0] ?? '')?.words ?? rest) : rest;
  }
  if (shells.has(tool) && /^-\w*c$/.test(second)) return commandLine(words[2] ?? '')?.words ?? words.slice(2);
  if (tool === 'ip') return withoutNamespace(words, state);
  if (tool === 'nsenter') {
    const net = words.find((word) => /^--net=/.test(word))?.match(/\/([^/]+)$/)?.[1];
    const rest = words.includes('--') ? words.slice(words.indexOf('--') + 1) : behindOptions(1, ' -t -p ');
    if (net !== undefined) state.namespace = net;
    return rest.length === 0 ? words : rest;
  }
  return words;
}

/** `ip netns exec NS …` and `ip -n NS …` are one and the same. */
function withoutNamespace(words: readonly string[], state: { namespace?: string }): readonly string[] {
  const [tool = 'ip', ...rest] = words;
  const at = rest.findIndex((word) => word === '-n' || word === '-netns');
  const isObject = rest.findIndex((word) => !word.startsWith('-'));
  if (at !== -1 && (isObject === -1 || at < isObject)) {
    state.namespace = rest[at + 1] ?? '';
    return [tool, ...rest.slice(0, at), ...rest.slice(at + 2)];
  }
  if (rest[0] === 'netns' && /^e(?:x(?:ec?)?)?$/.test(rest[1] ?? '') && rest.length > 3) {
    state.namespace = rest[2] ?? '';
    return rest.slice(3);
  }
  return words;
}

/** `cat FILE | sort` loses nothing; `grep`, `head`, `tail`, `awk` and `sed` may. */
function filterReason(filter: readonly string[], tool: string, rest: readonly string[]): string | undefined {
  if (tool === 'grep' || tool === 'egrep') return undefined;
  const [program] = filter;
  if (program === undefined || ['cat', 'more', 'less', 'sort', 'tee'].includes(program)) return undefined;
  return `an excerpt: ${[tool, ...rest].join(' ')} | ${filter.join(' ')}`.slice(0, 120);
}
