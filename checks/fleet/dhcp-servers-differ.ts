import { CouldNotTell, type Evidence, required } from '../../src/engine/check.ts';
import type { DhcpFiles } from '../../src/facts/agent-files.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireAtOnce, requireKnownTo } from '../../src/fleet/cloud.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCloudCheck({
  id: 'dhcp-servers-differ',
  layer: 'dhcp',
  title: 'DHCP servers of a network have different host files',
  why: 'A client takes the first offer: by which server that comes it gets another address, or none.',
  symptom: 'A VM gets its address on some boots only, or changes it with each lease.',
  remedy: 'Restart the DHCP agent of the server that lacks the line, which writes its host file again.',
  limits:
    'A VM started in the two minutes between the recordings may look like it. Servers without a VM in common are those of different segments. Which of two addresses is right is unknown: no fix is proposed.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-dhcp-ha.html',
    'https://bugs.launchpad.net/neutron/+bug/1645835',
  ],
  severity: 'error',
  each: 'dhcpReplicas',
  explainedBy: ['dhcp-agent-not-running', 'dhcp-agent-frozen', 'dhcp-server-not-running'],
  explains: ['dhcp-request-unanswered'],
  judge({ networkId, servers, clients, subject }) {
    const listed = servers.map(({ host, server }) => {
      const files = required(server.dhcpFiles);
      if (files === undefined)
        throw new CouldNotTell(`the host file of ${server.namespace} on ${host.name} is unknown`);
      return { host, files };
    });
    const [first, ...others] = listed.filter(({ files }) => files.macs.size > 0);
    if (first === undefined) return undefined;
    for (const other of others) {
      const moved = first.files.hosts.find((line) => givesAnother(other.files, line.mac, first.files));
      if (moved === undefined) continue;
      requireAtOnce([first.host, other.host]);
      const theirs = addressesIn(other.files, moved.mac).join(', ');
      return {
        host: other.host.name,
        hosts: [other.host.name, first.host.name],
        subject,
        summary: `DHCP servers of network ${networkId} give ${moved.mac} ${theirs} on ${other.host.name} and ${moved.address} on ${first.host.name}.`,
        evidence: [other, first].map(({ host, files }) => seenOn(host.name, linesOf(files, moved.mac))),
        fix: null,
      };
    }
    for (const client of clients) {
      const knowing = listed.find(({ files }) => files.macs.has(client.mac));
      const lacking = listed.find(({ files }) => files.macs.size > 0 && !files.macs.has(client.mac));
      if (knowing === undefined || lacking === undefined) continue;
      // Of a routed network each server knows the VMs of its own segment.
      const haveOther = clients.some(({ mac }) => knowing.files.macs.has(mac) && lacking.files.macs.has(mac));
      if (!haveOther) continue;
      requireKnownTo(lacking.host, client.host);
      requireKnownTo(lacking.host, knowing.host);
      return {
        host: lacking.host.name,
        hosts: [...new Set([lacking.host.name, knowing.host.name, client.host.name])],
        subject,
        affects: [client.subject],
        // The other server answers it.
        severity: 'warning',
        summary: `The host file of network ${networkId} on ${lacking.host.name} lacks ${client.mac}, the MAC of ${client.subject.name} on ${client.host.name}; that on ${knowing.host.name} has it.`,
        evidence: [lacking, knowing].map(({ host, files }) => seenOn(host.name, linesOf(files, client.mac))),
        fix: restartFix(
          lacking.host.topology.services,
          'dhcp-agent',
          'rewrites the host file and starts dnsmasq with it',
        ),
      };
    }
    return undefined;
  },
});

const addressesIn = ({ hosts }: DhcpFiles, mac: string): readonly string[] =>
  hosts.flatMap((line) => (line.mac === mac ? line.address : [])).toSorted();

/** A port in several subnets has a line for each. */
function givesAnother(files: DhcpFiles, mac: string, than: DhcpFiles): boolean {
  const own = addressesIn(files, mac);
  return own.length > 0 && own.join() !== addressesIn(than, mac).join();
}

const linesOf = ({ folder, hosts }: DhcpFiles, mac: string): Evidence => ({
  command: ['grep', '-r', '--include=host', '.', folder],
  where: 'host',
  output: hosts.flatMap(({ mac: own, line }) => (own === mac ? line : [])).join('\n'),
  about: mac,
});
