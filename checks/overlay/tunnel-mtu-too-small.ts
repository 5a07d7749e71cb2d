import { overheadOf } from '../../src/analysis/tunnels.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'tunnel-mtu-too-small',
  layer: 'overlay',
  title: 'MTU of the underlay is too small for the tunnels',
  why: 'Small packets pass, but full-size ones are lost between hosts: ssh and downloads hang.',
  symptom: 'Between hosts pings pass and ssh hangs; within one host both work.',
  remedy: "Raise the MTU of the underlay device by the tunnel's overhead, or lower that of the networks.",
  limits:
    'The MTU of the networks is the largest of router and DHCP ports here. Only the first hop is known: a smaller MTU further on is not seen.',
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
    required(tunnel.route);
    if (innerMtu === undefined || routeDevice?.mtu === undefined) return undefined;
    const needed = innerMtu + overheadOf(tunnel);
    if (routeDevice.mtu >= needed) return undefined;
    const setMtu = (mtu: number) => [['ip', 'link', 'set', routeDevice.name, 'mtu', String(mtu)]];
    return {
      summary: `${routeDevice.name} to ${remoteIp} has MTU ${routeDevice.mtu}; ${device.type} needs ${needed} for packets of ${innerMtu} bytes.`,
      evidence: [
        {
          command: ['ip', 'link', 'show', 'dev', routeDevice.name],
          where: 'host',
          output: `${routeDevice.name}: mtu ${routeDevice.mtu}`,
        },
        tunnelEvidence(tunnel),
      ],
      fix: safeFix(
        `Set the MTU of ${routeDevice.name} to ${needed}; the network behind it must support it`,
        setMtu(needed),
        setMtu(routeDevice.mtu),
        `Set the MTU in the host's network configuration, or lower global_physnet_mtu in neutron.conf to ${routeDevice.mtu} and re-create the networks.`,
      ),
      shared: `mtu of ${routeDevice.name}`,
    };
  },
});
