import { type Fault, faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { cli } from './diagnosis.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** `qdoctor` inside a lab, in a terminal. */
export const wizardIn = (
  lab: Lab,
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  columns = 80,
): Promise<Terminal> =>
  openTerminal(
    [...cli, 'lab', 'run', '--name', lab.name, '--', ...cli, ...words],
    { TMPDIR: '/run', ...environment },
    columns,
  );

export function faultOf(id: string) {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
}

/** What a lab's state is made of, as the tools print it: not by way of the code that is tested. */
const stateScript = `
  for ns in host $(ip netns list | sed 's/ .*//' | sort); do
    within() { if [ "$ns" = host ]; then "$@"; else ip netns exec "$ns" "$@"; fi; }
    echo "namespace $ns"
    within ip -o addr show | grep -v 'fe80:' | sed 's/ valid_lft.*//; s/^[0-9]*: //' | sort
    within ip -o link show | sed 's/^[0-9]*: //; s/ state .*link/ link/; s/,LOWER_UP//; s/<NO-CARRIER,/</' | sort
    within ip route show table all | grep -v 'fe80:' | sort
    within ip rule show
    within iptables-save | grep '^-A'
    within cat /proc/sys/net/ipv4/ip_forward
  done
  grep -rs '' /var/lib/neutron/dhcp /var/lib/quantum/dhcp --include=host --include=opts
  ovs-vsctl --columns=name,tag,trunks,vlan_mode,other_config --format=csv list Port | sort
  ovs-vsctl --columns=name,type,external_ids,options --format=csv list Interface | sort
  for bridge in $(ovs-vsctl list-br); do
    echo "bridge $bridge"; ovs-vsctl list-ports "$bridge"
    ovs-ofctl --names --no-stats dump-flows "$bridge" | grep -v _timeout= | sed 's/cookie=[^,]*, //' | sort
  done
`;

export async function rawStateOf(lab: Lab): Promise<string> {
  const end = await lab.run(['bash', '-c', stateScript]);
  if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  return end.stdout;
}

/** What a run could leave behind: files where the lab has folders of its own, namespaces, and processes of its own kind. */
export async function leftoversOf(lab: Lab): Promise<string> {
  const script = `ls /run; ip netns list | sort; ps -eo args= | grep -v defunct | grep -E '^(\\S*node|tcpdump|ovs-vsctl|ovs-ofctl)\\b' || :`;
  const end = await lab.run(['bash', '-c', script]);
  if (end.kind !== 'exited') throw new Error(end.kind);
  return end.stdout;
}

/** Something on the host that brings a fault about again and again, as a confused agent does; until it is stopped. */
export async function keepsBreaking(lab: Lab, { inject }: Fault): Promise<() => Promise<void>> {
  const [argv] = inject(lab.model);
  const loop = 'while :; do "$@"; sleep 0.05; done >/dev/null 2>&1 </dev/null';
  const started = await lab.run([
    'sh',
    '-c',
    `setsid sh -c '${loop}' sh "$@" >/dev/null 2>&1 & echo $!`,
    'sh',
    ...(argv ?? []),
  ]);
  const pid = started.kind === 'exited' ? started.stdout.trim() : '';
  return async () => {
    await lab.run(['sh', '-c', 'kill -KILL -- "-$1" || kill -KILL "$1"', 'sh', pid]);
  };
}
