import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { deleteDevices, plugAnew } from '../../src/engine/fixes/daemons.ts';
import type { Port } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'switch-devices-left-dead',
  layer: 'tap',
  title: 'Devices in the namespaces are dead since the switch was restarted',
  why: 'Routers and DHCP servers hold devices that are on no switch any more: nobody reaches them, nor they anybody.',
  symptom: 'All routers and DHCP servers of the host are dead since ovs-vswitchd was restarted, and no agent mends it.',
  remedy: 'Delete the dead devices, and restart the agents, which then plug new ones.',
  limits:
    'Only a switch in userspace (datapath_type netdev) leaves them behind. A device is dead here if it has no carrier and the switch has made another one of its name in the host itself.',
  sources: [
    'https://docs.openvswitch.org/en/latest/howto/userspace-tunneling/',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'daemons',
  explainedBy: ['ovs-vswitchd-not-answering'],
  applies: ({ name, daemon }) => name === 'ovs-vswitchd' && (!daemon.known || daemon.value.answers),
  judge({ ports, host }) {
    const dead = told(ports).filter(isLeftDead);
    const [first] = dead;
    if (first === undefined) return undefined;
    return {
      summary: `ovs-vswitchd made ${dead.map(({ subject }) => subject.name).join(', ')} anew in the host itself, and those in the namespaces are dead.`,
      evidence: first.sightings.map((seen) => linkEvidence(seen.namespace, first.subject.name, seen.interface)),
      fix: {
        summary: 'Delete the dead devices and let the agents plug new ones',
        risk: 'disruptive',
        commands: [...deleteDevices(dead), ...plugAnew(host)],
        undo: [],
        permanent: 'Restart the agents whenever a switch in userspace was restarted.',
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
