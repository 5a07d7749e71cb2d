import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { killCommands } from '../../src/engine/dhcp.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix, safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-server-duplicate',
  layer: 'dhcp',
  title: 'Network has two DHCP servers in one namespace',
  why: 'The DHCP agent tells changes to one dnsmasq only: a leftover goes on offering addresses that are no longer theirs.',
  symptom: 'A VM gets now its own address and now none, or one that a deleted VM had.',
  remedy: 'End those that the pid file does not name; if it names none of them, end all and restart the DHCP agent.',
  limits:
    'A dnsmasq forks children that share its socket: only where there are two sockets on port 67 is it a fault. Agents of other hosts, which serve the network too, are fine.',
  sources: ['https://bugs.launchpad.net/bugs/1811126', 'https://github.com/openstack/neutron/commit/157e09e6af'],
  severity: 'warning',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ processes }) => processes.length > 1,
  judge({ processes, namespace, networkId, files, host }) {
    const here = processes.filter(
      ({ whereabouts }) => whereabouts?.in === 'namespace' && whereabouts.name === namespace,
    );
    // dnsmasq has children of its own (for scripts, and for DNS over TCP), which share its one socket.
    const sockets = here.map(({ sockets: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
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
          ? safeFix(
              'End the one that is not in the pid file, which is the one that the DHCP agent does not know',
              kill,
              [],
              'The DHCP agent starts one dnsmasq for each network: see its log for why it lost sight of this one.',
            )
          : restartFix(host, 'dhcp-agent', 'starts one dnsmasq for each network', kill),
    };
  },
});
