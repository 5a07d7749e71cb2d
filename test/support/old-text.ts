import { join } from 'node:path';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { quoted } from '../../src/host/shell-words.ts';
import type { Lab } from '../../src/lab/lab.ts';

/** What an operator of 2013 asked of the host and of each of the agents' namespaces, in words of that time. */
export const savedOfBoth = ['ifconfig -a', 'netstat -nr', 'route -n', 'netstat -tulpn', 'iptables-save', 'sysctl -a'];
export const savedOfHost = ['ip netns', 'ps auxww', 'brctl show', 'ovs-vsctl show'];

/** What `ovs-vsctl show` leaves out of the switch. */
const bridges = ['br-int', 'br-tun', 'br-ex'];
export const savedOfSwitch = [
  ...['Bridge', 'Port', 'Interface'].map((table) => `ovs-vsctl list ${table}`),
  ...bridges.flatMap((bridge) => [`ovs-ofctl dump-flows ${bridge}`, `ovs-ofctl dump-aggregate ${bridge}`]),
];

/** The files by which the agents talk to dnsmasq, keepalived and haproxy. */
const copiedFolders = ['dhcp', 'ha_confs', 'ns-metadata-proxy', 'external'];

const paths = ['quantum', 'neutron'].flatMap((name) => copiedFolders.map((folder) => `/var/lib/${name}/${folder}`));

// What hangs is ended, as by Ctrl-C, and what went wrong is kept, as by `2>&1`.
const script = `
mkdir -p "$folder/shown"
cd "$folder/shown"
save() { timeout 5 "$@" >"$(echo "$*" | sed 's/[^A-Za-z0-9_.-]\\{1,\\}/_/g')" 2>&1 || true; }
${[...savedOfHost, ...savedOfBoth].map((words) => `save ${words}`).join('\n')}
for namespace in $(ip netns 2>/dev/null | grep -oE '^(qrouter|qdhcp|snat|fip)-[^ ]+'); do
${savedOfBoth.map((words) => `  save ip netns exec "$namespace" ${words}`).join('\n')}
done
for path in ${paths.join(' ')}; do
  [ ! -e "$path" ] || cp -r --parents "$path" . 2>/dev/null || true
done
mkdir -p "$folder/lists"
cd "$folder/lists"
${savedOfSwitch.map((words) => `save ${words}`).join('\n')}
`;

/** Saves the state of a lab as text for people: in `shown` all but the lists of the switch, in `lists` just those. */
export async function saveAsOldText(lab: Pick<Lab, 'run'>, folder: string): Promise<void> {
  // By standard input, so that the saved list of processes has neither the script nor this machine's paths in it.
  const end = await lab.run(['sh', '-s'], { input: `folder=${quoted(folder)}\n${script}`, timeoutMs: 120_000 });
  if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`saving as text: ${JSON.stringify(end)}`);
}

/** What was saved so, as a host: `shown` has `ovs-vsctl show` alone to tell of the switch, `listed` its lists too. */
export function openOldText(folder: string, how: 'shown' | 'listed'): Host {
  const shown = openRecording(join(folder, 'shown'));
  if (how === 'shown') return shown;
  const lists = openRecording(join(folder, 'lists'));
  const run: Host['run'] = async (commands) => {
    const [first, second] = await Promise.all([shown.run(commands), lists.run(commands)]);
    return first.map((result, index) => (result.kind === 'not-recorded' ? (second[index] ?? result) : result));
  };
  return {
    name: shown.name,
    source: shown.source,
    run,
    stream: (command, readySign) => shown.stream(command, readySign),
    wait: (milliseconds) => shown.wait(milliseconds),
    namespacesSaved: () => shown.namespacesSaved?.() ?? [],
    copiesUnder: (folders) => shown.copiesUnder?.(folders) ?? new Map(),
  };
}
