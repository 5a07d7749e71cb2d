import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { killCommands } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-server-duplicate',
  layer: 'dhcp',
  title: 'Network has two DHCP servers in one namespace',
  why: 'The DHCP agent reloads only one dnsmasq: the other keeps offering outdated addresses.',
  symptom: 'A VM intermittently gets no address, or that of a deleted VM.',
  remedy:
    'End the processes that the pid file does not name; if it names none of them, end all and restart the DHCP agent.',
  limits:
    'Children of dnsmasq share its socket: only two sockets on port 67 are a fault. DHCP agents of other hosts that serve the network are accepted.',
  sources: ['https://bugs.launchpad.net/bugs/1811126', 'https://github.com/openstack/neutron/commit/157e09e6af'],
  severity: 'warning',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ processes }) => processes.length > 1,
  judge({ processes, namespace, networkId, files }, { services }) {
    const here = processes.filter(
      ({ whereabouts }) => whereabouts?.in === 'namespace' && whereabouts.name === namespace,
    );
    // dnsmasq has children of its own (for scripts, and for DNS over TCP), which share its one socket.
    const sockets = here.map(({ sockets: fact, pid }) => requiredPart(required(fact), `the sockets of process ${pid}`));
    if (here.length < 2 || Math.max(...sockets) < 2) return undefined;
    const others = here.filter(({ pid }) => pid !== files?.pid);
    const kill = killCommands(others);
    return {
      summary: `${here.length} dnsmasq processes answer in ${namespace}.`,
      evidence: [
        processEvidence(here, `dnsmasq.*${networkId}`),
        { command: ['cat', `${files?.folder}/pid`], where: 'host', output: String(files?.pid ?? '') },
      ],
      fix:
        others.length < here.length
          ? {
              summary: 'End the process that is not in the pid file',
              // It does not come back.
              risk: 'disruptive',
              commands: kill,
              undo: [],
              permanent:
                'The DHCP agent starts one dnsmasq per network: check its log for why it lost track of this one.',
            }
          : restartFix(services, 'dhcp-agent', 'starts one dnsmasq for each network', kill),
    };
  },
});
