import type { Fix } from '../../src/engine/check.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import type { Known } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import { ip } from '../../src/facts/within.ts';
import { restarts } from '../../src/remedies/agents.ts';
import { cidrOf } from '../../src/topology/addresses.ts';
import type { DeviceLocation, Port } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'port-device-in-wrong-namespace',
  layer: 'tap',
  title: 'Device of a port is in the wrong namespace',
  why: "The port's device is not in its namespace: the router or DHCP server lacks it.",
  symptom: 'A router or DHCP server has lost its device, mostly since a restart of a userspace switch.',
  remedy:
    'Move the device to its namespace, with its MAC and addresses, delete the stale one of the same name there, and restart the agent.',
  limits: 'A second device of that name is ignored if it is a veth, or while the one in the namespace has a carrier.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['ovs-vswitchd-not-answering', 'switch-devices-left-dead'],
  applies: ({ role, home, sightings }) =>
    role !== 'vm' && role !== 'other' && home?.exists === true && sightings.length > 0,
  judge(port, { services }) {
    const astray = strayOf(port);
    if (astray === undefined || port.home === undefined) return undefined;
    const { name } = port.subject;
    const dead = port.sightings.find(({ namespace }) => namespace === port.home?.namespace);
    return {
      summary:
        dead === undefined
          ? `${name} is in ${astray.namespace ?? "the host's namespace"}, expected ${port.home.namespace}.`
          : `The switch re-created ${name} in ${astray.namespace ?? "the host's namespace"}; the one in ${port.home.namespace} is stale.`,
      evidence: [
        linkEvidence(astray.namespace, name, astray.interface),
        linkEvidence(port.home.namespace, name, dead?.interface),
      ],
      fix: moveFix(port, port.home.namespace, astray, dead, services),
    };
  },
});

/**
 * A device outside its home, or a second one there while the one at home has no carrier: a userspace switch makes
 * its internal ports anew in the host's namespace when it restarts.
 */
function strayOf({ sightings, home }: Port): DeviceLocation | undefined {
  const atHome = sightings.find(({ namespace }) => namespace === home?.namespace);
  const elsewhere = sightings.find(({ namespace }) => namespace !== home?.namespace);
  if (atHome === undefined) return elsewhere;
  return atHome.interface.hasCarrier === false && elsewhere?.interface.kind !== 'veth' ? elsewhere : undefined;
}

function moveFix(
  port: Port,
  namespace: string,
  astray: DeviceLocation,
  dead: DeviceLocation | undefined,
  services: Known<Services>,
): Fix {
  const { name } = port.subject;
  const { interface: device } = astray;
  const mac = port.interface?.attachedMac;
  const kept = (dead?.interface.addresses ?? []).filter(({ address }) => !address.startsWith('fe80:'));
  const expected = kept.length > 0 ? kept : port.expected === undefined ? [] : [port.expected];
  const role = port.role === 'dhcp' ? 'dhcp-agent' : 'l3-agent';
  return {
    summary: `Move ${name} to ${namespace}`,
    risk: 'disruptive',
    commands: [
      ...(dead === undefined ? [] : [ip(namespace, 'link', 'del', name)]),
      ip(astray.namespace, 'link', 'set', name, 'netns', namespace),
      ...(mac === undefined || mac === device.mac ? [] : [ip(namespace, 'link', 'set', name, 'address', mac)]),
      ip(namespace, 'link', 'set', name, 'up'),
      ...expected.map((held) => ip(namespace, 'addr', 'replace', cidrOf(held), 'brd', '+', 'dev', name)),
      // The agent knows the addresses that nothing on the host tells, and the routes.
      ...restarts(services, [role]),
    ],
    undo: dead === undefined ? [ip(namespace, 'link', 'set', name, 'netns', '1')] : [],
    permanent: 'The agent moves its devices when it creates them. A userspace switch re-creates them when it restarts.',
  };
}
