import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { deleteDevices, replug } from '../../src/remedies/open-vswitch.ts';
import type { Port } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'switch-devices-left-dead',
  layer: 'tap',
  title: 'Stale devices in namespaces after a switch restart',
  why: 'Routers and DHCP servers have devices that are no longer on the switch: they are cut off.',
  symptom:
    'All routers and DHCP servers of the host are cut off since ovs-vswitchd was restarted, and the agents do not fix it.',
  remedy: 'Delete the stale devices and restart the agents, which plug new ones.',
  limits:
    'Only a userspace switch (datapath_type netdev) leaves them behind. A device is stale if it has no carrier and the switch has created another one of its name on the host.',
  sources: [
    'https://docs.openvswitch.org/en/latest/howto/userspace-tunneling/',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'daemons',
  comparesNoAddresses: true,
  with: ['services', 'ports'],
  explainedBy: ['ovs-vswitchd-not-answering'],
  applies: ({ name, daemon }) => name === 'ovs-vswitchd' && (!daemon.known || daemon.value.answers),
  judge(_, { services, ports }) {
    const dead = required(ports).filter(isLeftDead);
    const [first] = dead;
    if (first === undefined) return undefined;
    return {
      summary: `ovs-vswitchd created ${dead.map(({ subject }) => subject.name).join(', ')} again on the host; those in the namespaces are stale.`,
      evidence: first.sightings.map((seen) => linkEvidence(seen.namespace, first.subject.name, seen.interface)),
      fix: {
        summary: 'Delete the stale devices and restart the agents, which plug new ones',
        risk: 'disruptive',
        commands: [...deleteDevices(dead), ...replug(services)],
        undo: [],
        permanent: 'Restart the agents after every restart of a userspace switch.',
      },
    };
  },
});

/** `veth`: the outer end of a pair that the agent itself made. */
function isLeftDead({ sightings, home, interface: device }: Port): boolean {
  const atHome = sightings.find(({ namespace }) => namespace !== undefined && namespace === home?.namespace);
  const anew = sightings.find(({ namespace }) => namespace === undefined);
  return (
    device?.type === 'internal' &&
    atHome?.interface.hasCarrier === false &&
    anew !== undefined &&
    anew.interface.kind !== 'veth'
  );
}
