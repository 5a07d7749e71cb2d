import { basename } from 'node:path';
import { onlyShows } from '../evidence/read-only.ts';
import { entered } from '../host/entered.ts';

/*
 * A step looks; only a fix changes, after a yes. What a command does can't be proved from its words, but those that
 * everybody knows are refused, so that a slip of the pen costs nothing.
 */

const always = new Set(
  'rm mv cp ln mkdir rmdir touch chmod chown dd tee truncate kill pkill killall reboot shutdown halt poweroff mount umount modprobe rmmod dhclient ifup ifdown'.split(
    ' ',
  ),
);

/** Run another command, which counts as if it stood alone. */
const wrappers = new Set(
  'sudo doas su runuser timeout nice ionice chrt taskset env nohup setsid stdbuf xargs nsenter unshare chroot busybox watch time strace'.split(
    ' ',
  ),
);

const rules =
  /^(?:-[ADIRFXPNZE]|--(?:append|delete|insert|replace|flush|policy|new-chain|delete-chain|rename-chain|zero)\b.*)$/;

const byWord: Readonly<Record<string, RegExp>> = {
  brctl: /^(?:addbr|delbr|addif|delif|set\w*|stp)$/,
  'ovs-vsctl': /^(?:set|add|remove|clear|create|destroy|(?:add|del|set|emer|init)-?\w*[\w-]*)$/,
  'ovs-ofctl': /^(?:(?:add|mod|del|replace)-\w+|packet-out)$/,
  'ovs-appctl': /^(?:exit|.+\/(?:flush|set|add|del|reset|off|on)\b.*|vlog\/set)$/,
  'ovs-dpctl': /^(?:(?:add|del|set|mod|flush)-\w+)$/,
  nft: /^(?:add|create|insert|delete|destroy|replace|flush|rename|reset|-f|--file)$/,
  route: /^(?:add|del|flush)$/,
  ifconfig: /^(?:up|down|add|del|mtu|netmask|broadcast|hw|promisc|-?arp|\d+\.\d+\.\d+\.\d+(?:\/\d+)?)$/,
  arp: /^-[ds]/,
  ss: /^(?:-\w*K|--kill)/,
  conntrack: /^(?:-[DUFI]|--(?:delete|update|flush|create))$/,
  ipset: /^(?:create|add|del|destroy|flush|rename|swap|restore)$/,
  ethtool: /^-[AGKLNXsr]$|^--(?:set|change|config|reset)/,
  systemctl: /^(?:start|stop|(?:try-|reload-or-)?restart|reload|enable|disable|mask|unmask|kill|isolate|set-property)$/,
  service: /^(?:start|stop|restart|reload)$/,
  sysctl: /^(?:-[wp]|--(?:write|load|system).*|.+=.*)$/,
  docker: /^(?:start|stop|restart|kill|rm|run|update|pause|unpause|cp)$/,
  podman: /^(?:start|stop|restart|kill|rm|run|update|pause|unpause|cp)$/,
  find: /^-(?:delete|exec|execdir|ok|okdir|fprint.*|fls)$/,
  ...Object.fromEntries(['iptables', 'ip6tables', 'ebtables', 'arptables'].map((tool) => [tool, rules])),
  sed: /^(?:-\w*i.*|--in-place.*)$/,
};

const shells = /^(?:ba|da|a|z|k|c)?sh$/;

/** Why a step may not run a command; undefined where nothing is known against it. */
export function objectionTo(command: readonly string[]): string | undefined {
  const [first = '', ...rest] = command;
  const tool = basename(first);
  if (shells.test(tool) && rest.some((option) => /^-\w*c$/.test(option))) {
    return `'${tool} -c' runs a shell line: list the words of the command itself`;
  }
  if (always.has(tool)) return `'${tool}' changes the host: steps are read-only; move it to fix`;
  const { namespace, inner } = entered(command);
  if (namespace !== undefined) return objectionTo(inner);
  // Where the options of a wrapper end is not known: each word may begin the command. `kill` elsewhere is a word.
  if (wrappers.has(tool)) return rest.map((_, index) => objectionTo(rest.slice(index))).find(Boolean);
  const change =
    tool === 'ip' || tool === 'bridge' || tool === 'tc'
      ? changeOf(rest)
      : rest.find((word) => byWord[tool]?.test(word));
  return change === undefined
    ? undefined
    : `'${tool} … ${change}' changes the host: steps are read-only; move it to fix`;
}

/** The verb of `ip`, `bridge` or `tc`, in full or cut short, where it is none that shows something. */
function changeOf(words: readonly string[]): string | undefined {
  if (onlyShows(words)) return undefined;
  const bare = words.filter((word) => !word.startsWith('-'));
  return bare.slice(1).find((word) => /^[a-z]+$/.test(word)) ?? words.find((word) => word.startsWith('-'));
}
