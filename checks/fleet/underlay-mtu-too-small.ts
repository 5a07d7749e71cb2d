import { overheadOf } from '../../src/analysis/tunnels.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCloudCheck({
  id: 'underlay-mtu-too-small',
  layer: 'overlay',
  title: 'MTU of the underlay is too small for a network of another host',
  why: 'Full-size packets of VMs here do not fit into the tunnel: small ones pass, large ones are lost or cut.',
  symptom: 'From VMs of one compute node ping and DHCP work, and ssh, package downloads and image copies hang.',
  remedy: 'Raise the MTU of the device that the tunnels leave by; the switches between the hosts have to take it too.',
  limits:
    'The MTU of a network is that of its router and DHCP ports on any of the hosts. Only the first hop is known: a smaller MTU in the switches is not seen.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html#jumbo-frames',
    'https://bugs.launchpad.net/neutron/+bug/1542475',
  ],
  severity: 'warning',
  each: 'tunnelPaths',
  explainedBy: ['tunnel-device-down', 'tunnel-peer-unroutable'],
  explains: [],
  applies: ({ innerMtu, there }) => innerMtu !== undefined && valuesOf(there).length > 0,
  judge({ from, to, there, innerMtu = 0, subject }) {
    const [tunnel] = valuesOf(there);
    const device = tunnel?.routeDevice;
    if (tunnel === undefined || device?.mtu === undefined) return undefined;
    const needed = innerMtu + overheadOf(tunnel);
    // What the host knows of by its own ports, its own check reports.
    const isOwn = tunnel.innerMtu !== undefined && device.mtu < tunnel.innerMtu + overheadOf(tunnel);
    if (device.mtu >= needed || isOwn) return undefined;
    const setMtu = (mtu: number) => [['ip', 'link', 'set', device.name, 'mtu', String(mtu)]];
    return {
      host: from.name,
      hosts: [from.name, to.name],
      subject,
      summary: `${device.name} of ${from.name} has MTU ${device.mtu}; ${tunnel.device.type} to ${to.name} needs ${needed} for packets of ${innerMtu} bytes.`,
      evidence: [
        seenOn(from.name, {
          command: ['ip', 'link', 'show', 'dev', device.name],
          where: 'host',
          output: `${device.name}: mtu ${device.mtu}`,
        }),
        seenOn(from.name, tunnelEvidence(tunnel)),
      ],
      fix: safeFix(
        `Set the MTU of ${device.name} to ${needed}`,
        setMtu(needed),
        setMtu(device.mtu),
        "Set the MTU in the host's network configuration, as on the other hosts.",
      ),
      shared: `mtu of ${device.name} on ${from.name}`,
    };
  },
});
