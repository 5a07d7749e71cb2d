import type { LabModel } from '../model.ts';
import { agentLibrary } from './library.ts';

/** Bridges and patch ports, local VLAN tags, flow tables and, today, the hybrid firewall. */
export function l2Agent(model: LabModel): string {
  return `${agentLibrary(model.programs.l2)}${model.layout === 'folsom' ? folsomBridges : neutronBridges(model)}${wiring}${model.layout === 'folsom' ? '' : firewall}`;
}

// The agent of Folsom makes no bridge: it ends when br-int is missing.
const folsomBridges = `
ovs-vsctl --timeout=10 br-exists br-int || { echo 'Failed to create OVS patch port: br-int is missing' >&2; exit 1; }
bridges=br-int
`;

const neutronBridges = ({ place }: LabModel): string => `
setup='datapath_type=netdev fail_mode=secure protocols=OpenFlow10,OpenFlow13,OpenFlow14 other_config:mac-table-size=50000'
bridges='br-int br-ex br-tun'
if ! ovs-vsctl --timeout=10 br-exists br-ex; then
  echo 'Bridge br-ex for physical network public does not exist. Agent terminated!' >&2
  exit 1
fi
if [ "$1" != wire ]; then
  ovs-vsctl --timeout=30 -- --may-exist add-br br-int -- set Bridge br-int $setup \\
    other_config:mcast-snooping-disable-flood-unregistered=false \\
    -- --may-exist add-br br-tun -- set Bridge br-tun $setup -- set Bridge br-ex $setup \\
    -- --may-exist add-port br-int int-br-ex -- set Interface int-br-ex type=patch options:peer=phy-br-ex \\
    -- set Port int-br-ex other_config:mcast-snooping-flood=False other_config:mcast-snooping-flood-reports=False \\
    -- --may-exist add-port br-ex phy-br-ex -- set Interface phy-br-ex type=patch options:peer=int-br-ex \\
    -- --may-exist add-port br-int patch-tun -- set Interface patch-tun type=patch options:peer=patch-int \\
    -- set Port patch-tun other_config:mcast-snooping-flood=False other_config:mcast-snooping-flood-reports=False \\
    -- --may-exist add-port br-tun patch-int -- set Interface patch-int type=patch options:peer=patch-tun \\
${place.tunnels
  .map(
    ({
      port,
      remote,
    }) => `    -- --may-exist add-port br-tun ${port} -- set Interface ${port} type=vxlan options:df_default=true \\
    options:egress_pkt_mark=0 options:in_key=flow options:out_key=flow \\
    options:local_ip=${place.tunnelAddress} options:remote_ip=${remote}`,
  )
  .join(' \\\n')} || exit 1
fi
`;

// A port that was plugged while the agent is dead is wired when it starts again.
const wiring = `
if [ "$1" = wire ]; then runs || exit 0; else launch; fi
[ -z "$WIRE_LATER" ] || exit 0
transact <"$intent/tags" || exit 1
ofports=$(ovs-vsctl --timeout=10 --format=csv --data=bare --no-headings --columns=name,ofport list Interface)
for bridge in $bridges; do
  { echo "$ofports"; cat "$intent/flows.$bridge"; } | awk '
    /^[^,= ]+,[0-9-]*$/ { split($0, port, ","); ofport[port[1]] = port[2]; next }
    {
      while (match($0, /@[^@]+@/)) {
        name = substr($0, RSTART + 1, RLENGTH - 2)
        if (!(ofport[name] > 0)) next
        $0 = substr($0, 1, RSTART - 1) ofport[name] substr($0, RSTART + RLENGTH)
      }
      print
    }' | ovs-ofctl -O OpenFlow13 replace-flows "$bridge" - || exit 1
done
`;

const firewall = `
[ ! -e /proc/sys/net/bridge ] || for call in iptables ip6tables arptables; do
  echo 1 >/proc/sys/net/bridge/bridge-nf-call-$call
done
iptables-restore --noflush <"$intent/hybrid-firewall" || exit 1
while read -r table chain target; do
  iptables -t "$table" -C "$chain" -j "$target" 2>/dev/null || iptables -t "$table" -A "$chain" -j "$target"
done <"$intent/hybrid-jumps"
`;
