import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { overheadOf, tunnelEvidence } from '../../src/engine/tunnels.ts';

export default defineCheck({
  id: 'tunnel-mtu-too-small',
  layer: 'overlay',
  title: "Full packets of tenants don't fit through the tunnels",
  why: 'Small packets pass, such as pings and the start of a connection, while large ones get lost between hosts: ssh hangs.',
  symptom: 'Between hosts pings pass and ssh hangs; within one host all is well.',
  remedy: "Raise the MTU of the underlay's device by what the tunnel adds, or lower that of the networks.",
  limits:
    'The MTU of the networks is the largest of router and DHCP ports here. Only the first hop is known: switches on the way that take less are not seen.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://github.com/rcbops/chef-cookbooks/issues/709',
    'https://www.rfc-editor.org/rfc/rfc7348',
  ],
  severity: 'warning',
  each: 'tunnels',
  explainedBy: ['tunnel-local-address-missing', 'tunnel-device-down', 'tunnel-peer-unroutable'],
  applies: ({ innerMtu }) => innerMtu !== undefined,
  judge(tunnel) {
    const { innerMtu, routeDevice, remoteIp, device } = tunnel;
    told(tunnel.route);
    if (innerMtu === undefined || routeDevice?.mtu === undefined) return undefined;
    const needed = innerMtu + overheadOf(tunnel);
    if (routeDevice.mtu >= needed) return undefined;
    const setMtu = (mtu: number) => [['ip', 'link', 'set', routeDevice.name, 'mtu', String(mtu)]];
    return {
      summary: `Packets of ${innerMtu} bytes become ${needed} in a ${device.type} tunnel, but ${routeDevice.name}, the way to ${remoteIp}, takes ${routeDevice.mtu}.`,
      evidence: [
        {
          command: ['ip', 'link', 'show', 'dev', routeDevice.name],
          where: 'host',
          output: `${routeDevice.name}: mtu ${routeDevice.mtu}`,
        },
        tunnelEvidence(tunnel),
      ],
      fix: safeFix(
        `Let ${routeDevice.name} take packets of ${needed} bytes; the network behind it has to, too`,
        setMtu(needed),
        setMtu(routeDevice.mtu),
        `Set the MTU in the host's network configuration, or lower global_physnet_mtu in neutron.conf to ${routeDevice.mtu} and make the networks anew.`,
      ),
      shared: `mtu of ${routeDevice.name}`,
    };
  },
});
