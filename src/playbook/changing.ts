import { basename } from 'node:path';

/*
 * A step looks; only a fix changes, after a yes. What a command does can't be proved from its words, but those that
 * everybody knows are refused, so that a slip of the pen costs nothing.
 */

const always = new Set(
  'rm mv cp ln mkdir rmdir touch chmod chown dd tee truncate kill pkill killall reboot shutdown halt poweroff mount umount modprobe rmmod dhclient'.split(
    ' ',
  ),
);

const byWord: Readonly<Record<string, RegExp>> = {
  ip: /^(?:add|del|delete|set|replace|change|append|flush)$/,
  brctl: /^(?:addbr|delbr|addif|delif|set\w*|stp)$/,
  'ovs-vsctl': /^(?:set|add|remove|clear|create|destroy|(?:add|del|set|emer|init)-?\w*[\w-]*)$/,
  'ovs-ofctl': /^(?:(?:add|mod|del|replace)-\w+|packet-out)$/,
  systemctl: /^(?:start|stop|restart|reload|enable|disable|mask|unmask|kill)$/,
  service: /^(?:start|stop|restart|reload)$/,
  sysctl: /^(?:-w|.+=.*)$/,
  ...Object.fromEntries(
    ['iptables', 'ip6tables', 'ebtables'].map((tool) => [
      tool,
      /^(?:-[ADIRFXPNZE]|--(?:append|delete|insert|replace|flush|policy|new-chain|zero)\b.*)$/,
    ]),
  ),
  sed: /^(?:-i.*|--in-place.*)$/,
};

const shells = /^(?:ba|da|a|z|k|c)?sh$/;

/** Why a step may not run a command; undefined where nothing is known against it. */
export function objectionTo(command: readonly string[]): string | undefined {
  for (const [index, word] of command.entries()) {
    const tool = basename(word);
    const rest = command.slice(index + 1);
    if (shells.test(tool) && rest.some((option) => /^-\w*c$/.test(option))) {
      return `'${tool} -c' runs a shell line: list the words of the command itself`;
    }
    // A tool may stand behind another (`timeout 5 rm`), a word such as `kill` elsewhere is a word.
    if (index === 0 && always.has(tool)) return `'${tool}' changes the host: steps are read-only; move it to fix`;
    const change = index === 0 || tool === 'ovs-vsctl' ? rest.find((one) => byWord[tool]?.test(one)) : undefined;
    if (change !== undefined) return `'${tool} … ${change}' changes the host: steps are read-only; move it to fix`;
  }
  return undefined;
}
