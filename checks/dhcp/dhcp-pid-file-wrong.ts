import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-pid-file-wrong',
  layer: 'dhcp',
  title: 'DHCP agent does not know its DHCP server',
  why: 'The agent reloads the process of the pid file: dnsmasq, being another one, never learns of new VMs.',
  symptom: 'VMs that exist get their leases; those made from now on do not, until somebody restarts dnsmasq.',
  remedy: 'Write the pid of the running dnsmasq into the file, and send it SIGHUP to read what it has missed.',
  limits:
    'A dnsmasq in a container has another pid in its own file than on the host, so it is asked only where `ps` shows them to be the same.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/external_process.py',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  explainedBy: ['dhcp-namespace-broken', 'dhcp-server-outside-namespace', 'dhcp-server-duplicate'],
  applies: ({ processes, files }) =>
    files?.pid !== undefined && processes.length > 0 && processes.every(({ hasHostPid }) => hasHostPid === true),
  judge({ processes, files, namespace, networkId }) {
    const [process] = processes;
    if (process === undefined || files?.pid === undefined) return undefined;
    if (processes.some(({ pid }) => pid === files.pid)) return undefined;
    const file = `${files.folder}/pid`;
    return {
      summary: `The pid file of ${namespace} names process ${files.pid}, but its dnsmasq is ${process.pid}.`,
      evidence: [
        { command: ['cat', file], where: 'host', output: String(files.pid) },
        processEvidence(processes, `dnsmasq.*${networkId}`),
      ],
      fix: safeFix(
        'Write the process into the file, and let it read what it may have missed',
        [
          ['sed', '-i', `1c\\${process.pid}`, file],
          ['kill', '-HUP', String(process.pid)],
        ],
        [['sed', '-i', `1c\\${files.pid}`, file]],
        'dnsmasq writes this file when it starts: find out who wrote another number into it.',
      ),
    };
  },
});
