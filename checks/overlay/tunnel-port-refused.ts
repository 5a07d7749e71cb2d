import type { Fix } from '../../src/engine/check.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import type { Known } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import { tunnelBridge } from '../../src/facts/switch.ts';
import { restarts } from '../../src/remedies/agents.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';

export default defineCheck({
  id: 'tunnel-port-refused',
  layer: 'overlay',
  title: 'Switch could not create a tunnel port',
  why: 'A tunnel that the switch could not create carries no traffic.',
  symptom: 'A tunnel has an error in `ovs-vsctl show`, and its peer is unreachable from this host.',
  remedy:
    'Delete the port and restart the Open vSwitch agent, which re-creates it; a duplicate of another tunnel is only deleted.',
  limits:
    'A port with an OpenFlow number passes, whether or not its packets arrive. Tunnels to IPv6 addresses are not checked.',
  sources: [
    'https://bugs.launchpad.net/bugs/1460164',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'tunnels',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['ovs-vswitchd-not-answering'],
  judge(tunnel, { services }) {
    const { name, device, remoteIp, twins } = tunnel;
    if (device.ofport !== -1 && device.error === undefined) return undefined;
    const because = device.error === undefined ? '' : `: ${device.error}`;
    return {
      // Its twin does the work.
      severity: twins.length > 0 ? 'warning' : 'error',
      summary: `The tunnel ${name} to ${remoteIp} does not exist in the switch${because}${
        twins.length > 0 ? `; ${twins.join(', ')} goes to the same end` : ''
      }.`,
      evidence: [tunnelEvidence(tunnel)],
      fix: fixFor(tunnel, services),
    };
  },
});

const fixFor = ({ name, twins }: Tunnel, services: Known<Services>): Fix => ({
  summary:
    twins.length > 0 ? 'Delete the duplicate port' : 'Delete the port and restart the agent, which re-creates it',
  risk: 'disruptive',
  commands: [
    ['ovs-vsctl', '--if-exists', 'del-port', tunnelBridge, name],
    ...(twins.length > 0 ? [] : restarts(services, ['l2-agent'])),
  ],
  undo: [],
  permanent: 'The Open vSwitch agent creates one port per peer: check its log and that of ovs-vswitchd.',
});
