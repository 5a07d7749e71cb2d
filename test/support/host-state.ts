import type { Lab } from '../../src/lab/lab.ts';

/*
 * What a diagnosis could change: the database of Open vSwitch, flows, namespaces with addresses, routes, rules and
 * settings, leases, processes. Counters, ages and neighbour caches, which change by themselves, are left out. So are
 * processes that come and go: two lists, a moment apart, tell which stay.
 */
const snapshot = `
  exec 2>/dev/null
  # A new IPv6 address gets its route only when nobody else has claimed it (RFC 4862, 5.4).
  tentative() {
    ip -6 address show tentative
    for namespace in $(ip netns list | cut -d' ' -f1); do ip -n "$namespace" -6 address show tentative; done
  }
  for try in $(seq 30); do [ -z "$(tentative)" ] && break; sleep 0.1; done
  cat /var/lib/*/dhcp/*/{leases,host,opts}
  for bridge in $(ovs-vsctl list-br); do
    ovs-ofctl dump-flows "$bridge" | sed -E 's/(duration|n_packets|n_bytes|idle_age|hard_age)=[^ ,]*,? ?//g' | sort
  done
  ovs-vsctl --columns=name,fail_mode,controller,datapath_id,other_config list Bridge | sort
  ovs-vsctl --columns=name,tag,trunks,vlan_mode,other_config,external_ids list Port | sort
  ovs-vsctl --columns=name,type,ofport,options,external_ids,mac_in_use,mtu list Interface | sort
  state='ip -br address; ip route show table all; ip rule; iptables-save | grep "^[-:]" | sed "s/\\[.*//"; ebtables-save | grep "^-A"; cat /proc/sys/net/ipv4/ip_forward'
  sh -c "$state"
  for namespace in $(ip netns list | cut -d' ' -f1 | sort); do
    echo "$namespace"
    ip netns exec "$namespace" sh -c "$state"
  done
  # What runs this very script has its words too.
  list() { ps -eo pid=,args= | grep -vE 'mac_in_use| comm ' | sort; }
  comm -12 <(list) <(sleep 1; list)
`;

export async function stateOf(machine: Pick<Lab, 'run'>): Promise<string> {
  const end = await machine.run(['bash', '-c', snapshot]);
  if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`no state: ${end.kind}`);
  return end.stdout;
}

/** The lines that are in one state and not in the other. */
export function differenceOf(before: string, after: string): readonly string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `- ${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
}
