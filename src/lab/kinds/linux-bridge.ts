import type { Argv } from '../../host/process.ts';
import { deviceSuffix, macOf, uuidOf } from '../ids.ts';
import type { LabModel } from '../model.ts';
import { tunnelNic } from '../place.ts';
import { ipBatch } from './kind.ts';

const networkId = uuidOf('network', 'linux-bridge');

/** The bridge of a network whose ports are the Linux bridge agent's, and the VXLAN device that leads out of it. */
export const linuxBridge = {
  bridge: `brq${deviceSuffix(networkId)}`,
  uplink: 'vxlan-300',
} as const;

const guest = (name: string, number: number, address: string) => ({
  namespace: `vm-${name}`,
  tap: `tap${deviceSuffix(uuidOf('port', 'tap', name))}`,
  mac: macOf(number),
  address,
});

/** One of its two guests. */
export const bridgedGuest = guest('l1', 9101, '10.20.0.3');
const otherGuest = guest('l2', 9102, '10.20.0.4');

/** Puts beside the ports of the switch a network that the Linux bridge agent has wired, with two guests. */
export function addLinuxBridge({ stateDir }: LabModel): readonly Argv[] {
  const { bridge, uplink } = linuxBridge;
  const guests = [bridgedGuest, otherGuest];
  const links = [
    `link add ${bridge} type bridge stp_state 0 forward_delay 0`,
    `link add ${uplink} type vxlan id 300 dev ${tunnelNic.device} group 224.0.0.1 dstport 8472`,
    `link set ${uplink} master ${bridge} up`,
    ...guests.flatMap(({ namespace, tap, mac }) => [
      `netns add ${namespace}`,
      `link add ${tap} address ${mac.replace(/^../, 'fe')} type veth peer name eth0 address ${mac} netns ${namespace}`,
      `link set ${tap} master ${bridge} up`,
    ]),
    `link set ${bridge} up`,
  ];
  const inside = guests.map(({ namespace, address }) =>
    ipBatch([`address add ${address}/24 dev eth0`, 'link set eth0 up'], namespace),
  );
  const hosts = guests.map(({ mac, address }) => `${mac},host-${address.replaceAll('.', '-')},${address}`);
  return [
    [
      'sh',
      '-ec',
      `${[ipBatch(links), ...inside].join('\n')}
mkdir -p ${stateDir}/dhcp/${networkId}
: >${stateDir}/dhcp/${networkId}/opts
cat >${stateDir}/dhcp/${networkId}/host <<'END'
${hosts.join('\n')}
END`,
    ],
  ];
}

export const removeLinuxBridge = ({ stateDir }: LabModel): readonly Argv[] => [
  [
    'sh',
    '-c',
    `for device in ${linuxBridge.bridge} ${linuxBridge.uplink} ${bridgedGuest.tap} ${otherGuest.tap}; do
  ip link delete $device
done 2>/dev/null
for guest in ${bridgedGuest.namespace} ${otherGuest.namespace}; do ip netns delete $guest; done 2>/dev/null
rm -rf ${stateDir}/dhcp/${networkId}`,
  ],
];
