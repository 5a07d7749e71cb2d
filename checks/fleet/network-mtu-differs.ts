import { ip } from '../../src/facts/within.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireAtOnce } from '../../src/fleet/cloud.ts';
import type { MtuDevice } from '../../src/fleet/sections/network-mtus.ts';
import { votesIn } from '../../src/fleet/votes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCloudCheck({
  id: 'network-mtu-differs',
  layer: 'router',
  title: 'Routers and DHCP servers of a network have different MTUs',
  why: 'All devices of one network must take packets of one size: full-size ones to the port with less are dropped.',
  symptom: 'Since the MTU of a network was changed, large packets by one of its routers are lost, or leases differ.',
  remedy: 'Set the MTU that the other hosts have; a restart of the agent does it for ports that it plugs in again.',
  limits:
    'The MTU of a VM is that of its last start, and its own device may have less: VMs are not compared. With as many devices for one as for another no fix is proposed.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://bugs.launchpad.net/neutron/+bug/1671634',
  ],
  severity: 'warning',
  each: 'networkMtus',
  explainedBy: [],
  explains: ['dhcp-mtu-option-too-large'],
  applies: ({ devices }) => new Set(devices.map(({ host }) => host)).size > 1,
  judge({ id, devices, subject }) {
    const votesFor = votesIn(devices, ({ mtu }) => mtu);
    const [odd, ...others] = devices.toSorted((one, other) => votesFor(one.mtu) - votesFor(other.mtu));
    const usual = others.find(({ host, mtu }) => host !== odd?.host && mtu !== odd?.mtu);
    if (odd === undefined || usual === undefined) return undefined;
    requireAtOnce([odd.host, usual.host]);
    const isTie = votesFor(odd.mtu) === votesFor(usual.mtu);
    const set = (mtu: number) => [ip(odd.namespace, 'link', 'set', odd.name, 'mtu', String(mtu))];
    return {
      host: odd.host.name,
      hosts: [odd.host.name, usual.host.name],
      subject,
      summary: `${odd.name} on ${odd.host.name} has MTU ${odd.mtu}, and ${usual.name} on ${usual.host.name} ${usual.mtu}; both are in network ${id}.`,
      evidence: [odd, usual].map((device) => seenOn(device.host.name, mtuEvidence(device))),
      fix: isTie
        ? null
        : safeFix(
            `Set the MTU of ${odd.name} to ${usual.mtu}, as on the other hosts`,
            set(usual.mtu),
            set(odd.mtu),
            'Compare global_physnet_mtu and path_mtu in the configuration of all hosts.',
          ),
    };
  },
});

const mtuEvidence = ({ namespace, name, mtu }: MtuDevice) => ({
  command: ip(namespace, 'link', 'show', 'dev', name),
  where: namespace,
  output: `${name}: mtu ${mtu}`,
});
