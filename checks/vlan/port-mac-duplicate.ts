import { defineCheck, type Fault } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { groupedBy } from '../../src/grouped.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Port } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'port-mac-duplicate',
  layer: 'vlan',
  title: 'Two ports of a network have one MAC',
  why: 'The switch forwards to the port where the MAC was seen last, and the agent sets up either port.',
  symptom: 'A VM is reachable intermittently, or its packets go to the port of a deleted instance.',
  remedy:
    'Delete the port without a guest and flush the MAC table, or give the device of a router or DHCP server its own MAC again; with two guests no fix is proposed.',
  limits:
    'Based on external_ids of the ports on this host and on the MACs of devices in namespaces. One MAC in two networks is legal; ports of unknown networks are not compared.',
  sources: [
    'https://github.com/rcbops/chef-cookbooks/issues/790',
    'https://bugs.launchpad.net/bugs/1626010',
    'https://github.com/openstack/neutron/commit/6370a04710',
  ],
  severity: 'error',
  each: 'networks',
  explainedBy: [],
  judge({ ports, subject }) {
    const same = [...groupedBy(ports, macOf).values()].find(({ length }) => length > 1);
    const [first] = same ?? [];
    if (same === undefined || first === undefined) return impostorIn(ports);
    const names = same.map((port) => port.subject.name);
    const stale = same.filter(({ role, hasGuest }) => role === 'vm' && hasGuest === false);
    const isLeftOver = stale.length === same.length - 1;
    return {
      summary: `${names.join(' and ')} in ${subject.name} have one MAC, ${macOf(first)}${isLeftOver ? `, and ${stale.map((port) => port.subject.name).join(', ')} has no guest` : ''}.`,
      severity: isLeftOver ? 'warning' : 'error',
      evidence: [
        {
          command: [
            'ovs-vsctl',
            '--columns=name,external_ids',
            'find',
            'Interface',
            `external_ids:attached-mac="${macOf(first)}"`,
          ],
          where: 'host',
          output: same
            .map((port) => `${port.subject.name} iface-id=${port.interface?.externalIds['iface-id']}`)
            .join('\n'),
        },
      ],
      fix: isLeftOver
        ? {
            summary: `Delete ${stale.map((port) => port.subject.name).join(', ')}`,
            risk: 'safe',
            commands: stale.flatMap(({ port }) => [
              ['ovs-vsctl', '--if-exists', 'del-port', port.bridge, port.name],
              ['ovs-appctl', 'fdb/flush', port.bridge],
            ]),
            undo: [],
            permanent: 'nova deletes the port with the instance: check its log for why it did not.',
          }
        : null,
    };
  },
});

const macOf = ({ interface: device }: Port): string | undefined => device?.attachedMac;

/** A router's or DHCP server's device that was given the MAC of another port. */
function impostorIn(ports: readonly Port[]): Fault | undefined {
  for (const port of ports) {
    const [location, ...others] = port.sightings;
    const own = macOf(port);
    const used = location?.interface.mac;
    const victim = ports.find((other) => other !== port && used !== undefined && macOf(other) === used);
    // The host's end of a plug has a MAC that nothing else uses.
    const { namespace } = location ?? {};
    if (location === undefined || namespace === undefined || others.length > 0) continue;
    if (own === undefined || used === own || victim === undefined) continue;
    const device = port.subject.name;
    const change = (mac: string) => [ip(namespace, 'link', 'set', 'dev', device, 'address', mac)];
    return {
      layer: port.role === 'dhcp' ? 'dhcp' : 'router',
      summary: `${device} in ${namespace} uses ${used}, the MAC of ${victim.subject.name}; its own is ${own}.`,
      evidence: [
        linkEvidence(namespace, device, location.interface),
        {
          command: ['ovs-vsctl', 'get', 'Interface', device, 'external_ids:attached-mac'],
          where: 'host',
          output: `"${own}"`,
        },
      ],
      fix: safeFix(
        `Give ${device} its own MAC again`,
        change(own),
        change(used ?? own),
        'The agent sets it when it plugs the port: find what changed it.',
      ),
    };
  }
  return undefined;
}
