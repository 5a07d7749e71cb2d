import type { Fix } from '../../src/engine/check.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { restarts } from '../../src/engine/fixes/agents.ts';
import { tunnelEvidence } from '../../src/engine/tunnels.ts';
import { tunnelBridge } from '../../src/facts/switch.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';

export default defineCheck({
  id: 'tunnel-port-refused',
  layer: 'overlay',
  title: 'The switch could not make a tunnel port',
  why: 'A tunnel that is in the database, but that the switch refused to make, carries nothing.',
  symptom: 'The database lists a tunnel with an error beside it, and the host at its end is cut off from this one.',
  remedy:
    'Delete the port and restart the Open vSwitch agent, which makes it again; one with a twin to the same end is deleted only.',
  limits:
    'A port with an OpenFlow number counts as made, whether or not its packets arrive. Tunnels to IPv6 addresses are not read.',
  sources: [
    'https://bugs.launchpad.net/bugs/1460164',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'tunnels',
  explainedBy: ['ovs-vswitchd-not-answering'],
  judge(tunnel) {
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
      fix: fixFor(tunnel),
    };
  },
});

const fixFor = ({ name, twins, host }: Tunnel): Fix => ({
  summary: twins.length > 0 ? 'Delete the superfluous port' : 'Delete the port, and let the agent make it again',
  risk: twins.length > 0 ? 'safe' : 'disruptive',
  commands: [
    ['ovs-vsctl', '--if-exists', 'del-port', tunnelBridge, name],
    ...(twins.length > 0 ? [] : restarts(host, ['l2-agent'])),
  ],
  undo: [],
  permanent: 'The Open vSwitch agent makes one port for each other end: see its log, and that of ovs-vswitchd.',
});
