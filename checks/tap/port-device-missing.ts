import type { Fix } from '../../src/engine/check.ts';
import { CouldNotTell, defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import type { Known } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import type { Stack } from '../../src/facts/stack.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { renamedEndOf, vethCommands } from '../../src/remedies/hybrid-plug.ts';
import type { Port } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'port-device-missing',
  layer: 'tap',
  title: 'Port on the switch has no device',
  why: "The switch's database has the port, but its device does not exist, so nothing passes.",
  symptom:
    'After a reboot or a failed start `ovs-vsctl show` shows "No such device" at a port, and the VM, router or network behind it is cut off.',
  remedy:
    'Restart the agent that owns the port; re-create the veth pair of a VM; delete a port left over from an instance.',
  limits:
    'A VM port without a guest is left over and only a warning. Unknown where some namespace could not be searched.',
  sources: [
    'https://bugs.launchpad.net/bugs/1268762',
    'https://github.com/openstack/neutron/commit/b78eea6146',
    'https://github.com/rcbops/chef-cookbooks/issues/790',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services', 'hostStack'],
  explainedBy: ['ovs-vswitchd-not-answering'],
  // Ports of a namespace that is gone as a whole have a finding of their own.
  applies: ({ role, home, subject }) =>
    role !== 'other' &&
    home?.exists !== false &&
    (role !== 'router-interface' && role !== 'router-gateway' ? true : subject.routers.length > 0),
  judge(port, { services, hostStack }) {
    const { interface: device, sightings, subject, hasGuest, role } = port;
    const isRefused = device?.ofport === -1 || device?.error !== undefined;
    if (!isRefused && sightings.length > 0) return undefined;
    if (!isRefused && !port.isSearchComplete)
      throw new CouldNotTell(
        `not every namespace could be searched for ${subject.name}: \`ip addr show\` and \`route -n\` of the host and of each namespace are needed`,
      );
    const isLeftOver = role === 'vm' && hasGuest !== true;
    return {
      summary: isLeftOver
        ? hasGuest === false
          ? `Port ${subject.name} has no device and no VM: it is left over from a deleted instance.`
          : `Port ${subject.name} has no device: its VM does not run here, or it is left over from a deleted instance.`
        : `Port ${subject.name} is in the switch's database, but its device does not exist.`,
      severity: isLeftOver ? 'warning' : 'error',
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,ofport,error', 'list', 'Interface', subject.name],
          where: 'host',
          output: `ofport: ${device?.ofport ?? '[]'}, error: ${device?.error ?? '[]'}`,
        },
        linkEvidence(undefined, subject.name, undefined),
      ],
      // Nothing takes back a deletion: only where no VM is seen.
      fix: isLeftOver ? (hasGuest === false ? removeFix(port) : null) : fixFor(port, services, hostStack),
    };
  },
});

const removeFix = ({ subject, port }: Port): Fix => ({
  summary: 'Delete the port',
  // What the database held of it is gone with it.
  risk: 'disruptive',
  commands: [['ovs-vsctl', '--if-exists', 'del-port', port.bridge, subject.name]],
  undo: [],
  permanent: 'nova deletes the port with the instance: check its log for why it did not.',
});

/** The port as it was, by the same OpenFlow number, which the agent's flows match on. */
function addPortCommand({ port, interface: device, subject }: Port): readonly string[] {
  const entries = (column: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]) => `${column}:${key}=${JSON.stringify(value)}`);
  const notes = entries('other_config', port.otherConfig);
  const ids = [
    ...entries('external_ids', device?.externalIds ?? {}),
    ...((device?.ofport ?? -1) > 0 ? [`ofport_request=${device?.ofport}`] : []),
  ];
  return [
    'ovs-vsctl',
    '--may-exist',
    'add-port',
    port.bridge,
    subject.name,
    ...(typeof port.tag === 'number' ? [`tag=${port.tag}`] : []),
    ...(notes.length === 0 ? [] : ['--', 'set', 'Port', subject.name, ...notes]),
    ...(ids.length === 0 ? [] : ['--', 'set', 'Interface', subject.name, ...ids]),
  ];
}

function fixFor(port: Port, services: Known<Services>, hostStack: Stack): Fix | null {
  if (port.role === 'dhcp') return restartFix(services, 'dhcp-agent', 're-creates the device');
  if (port.role !== 'vm') return restartFix(services, 'l3-agent', 're-creates the device');
  if (!port.subject.name.startsWith('qvo')) return null;
  const key = port.subject.portKey ?? '';
  const end = renamedEndOf(key, hostStack);
  if (end !== undefined) {
    const rename = (from: string, to: string) => [
      ip(undefined, 'link', 'set', from, 'down'),
      ip(undefined, 'link', 'set', from, 'name', to),
      ip(undefined, 'link', 'set', to, 'up'),
    ];
    return {
      summary: `Give ${end}, the other end of qvb${key}, its name back`,
      risk: 'safe',
      commands: rename(end, `qvo${key}`),
      undo: rename(`qvo${key}`, end),
      permanent: 'Find what renamed it, such as a rule of udev.',
    };
  }
  return {
    summary: 'Re-create the veth pair of the hybrid plug',
    risk: 'safe',
    commands: [
      ...vethCommands(key, hostStack),
      ip(undefined, 'link', 'set', `qvo${key}`, 'up'),
      // The switch may go on holding the device that is gone: only a port that is new to it is opened anew.
      ['ovs-vsctl', '--if-exists', 'del-port', port.port.bridge, `qvo${key}`],
      addPortCommand(port),
    ],
    undo: [ip(undefined, 'link', 'del', `qvo${key}`)],
    permanent: 'nova creates the pair at each start of the instance: find what deleted it.',
  };
}
