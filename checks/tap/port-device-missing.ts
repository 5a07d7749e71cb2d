import type { Fix } from '../../src/engine/check.ts';
import { CouldNotTell, defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { vethCommands } from '../../src/engine/fixes/plug.ts';
import { ip } from '../../src/facts/within.ts';
import type { Port } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'port-device-missing',
  layer: 'tap',
  title: 'Port on the switch has no device',
  why: "The switch's database has the port, but there is no device behind it, so nothing passes.",
  symptom:
    'After a reboot or a failed start `ovs-vsctl show` has "No such device" beside a port, and the VM, router or network behind it is cut off.',
  remedy:
    'Restart the agent that owns the port; make the veth pair of a VM again; delete a port that an instance has left behind.',
  limits:
    'A VM port without a guest is a leftover and only warned of. Where some namespace could not be searched, the device may be there, and it cannot tell.',
  sources: [
    'https://bugs.launchpad.net/bugs/1268762',
    'https://github.com/openstack/neutron/commit/b78eea6146',
    'https://github.com/rcbops/chef-cookbooks/issues/790',
  ],
  severity: 'error',
  each: 'ports',
  explainedBy: ['ovs-vswitchd-not-answering'],
  // Ports of a namespace that is gone as a whole have a finding of their own.
  applies: ({ role, home, subject }) =>
    role !== 'other' &&
    home?.exists !== false &&
    (role !== 'router-interface' && role !== 'router-gateway' ? true : subject.routers.length > 0),
  judge(port) {
    const { interface: device, sightings, subject, hasGuest, role } = port;
    const isRefused = device?.ofport === -1 || device?.error !== undefined;
    if (!isRefused && sightings.length > 0) return undefined;
    if (!isRefused && !port.isSearchComplete)
      throw new CouldNotTell(
        `not every namespace could be searched for ${subject.name}: \`ip addr show\` and \`route -n\` of the host and of each would tell`,
      );
    const isLeftOver = role === 'vm' && !hasGuest;
    return {
      summary: isLeftOver
        ? `Port ${subject.name} has no device and no VM behind it: it is left over from an instance that is gone.`
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
      fix: isLeftOver ? removeFix(port) : fixFor(port),
    };
  },
});

const removeFix = ({ subject, port }: Port): Fix => ({
  summary: 'Delete the port',
  risk: 'safe',
  commands: [['ovs-vsctl', '--if-exists', 'del-port', port.bridge, subject.name]],
  undo: [],
  permanent: 'nova deletes the port with the instance: see its log for why it could not.',
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

function fixFor(port: Port): Fix | null {
  if (port.role === 'dhcp') return restartFix(port.host, 'dhcp-agent', 'makes the device again');
  if (port.role !== 'vm') return restartFix(port.host, 'l3-agent', 'makes the device again');
  if (!port.subject.name.startsWith('qvo')) return null;
  const key = port.subject.portKey ?? '';
  return {
    summary: 'Make the veth pair of the hybrid plug again',
    risk: 'safe',
    commands: [
      ...vethCommands(key, port.host),
      ip(undefined, 'link', 'set', `qvo${key}`, 'up'),
      // The switch may go on holding the device that is gone: only a port that is new to it is opened anew.
      ['ovs-vsctl', '--if-exists', 'del-port', port.port.bridge, `qvo${key}`],
      addPortCommand(port),
    ],
    undo: [ip(undefined, 'link', 'del', `qvo${key}`)],
    permanent: 'nova makes the pair at each start of the instance: find out what deleted it.',
  };
}
