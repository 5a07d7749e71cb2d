import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'dhcp-pid-file-wrong',
  layer: 'dhcp',
  title: "DHCP agent's pid file names another process",
  why: 'The agent reloads the process named in the pid file: the running dnsmasq never learns of new VMs.',
  symptom: 'Existing VMs renew their leases; new ones get none until dnsmasq is restarted.',
  remedy: 'Write the pid of the running dnsmasq into the file, and send it SIGHUP.',
  limits:
    'A dnsmasq in a container has another pid than on the host, so this is checked only where `ps` shows them to be the same.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/external_process.py',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  comparesNoAddresses: true,
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
        'Write the running pid into the file and reload dnsmasq (SIGHUP)',
        [
          ['sed', '-i', `1c\\${process.pid}`, file],
          ['kill', '-HUP', String(process.pid)],
        ],
        [['sed', '-i', `1c\\${files.pid}`, file]],
        'dnsmasq writes this file when it starts: find what overwrote it.',
      ),
    };
  },
});
