import { keepsLeases } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { forgetLeasesFix } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-leases-exhausted',
  layer: 'dhcp',
  title: 'DHCP server has no lease left',
  why: 'At its limit dnsmasq still offers an address, and then refuses the request for it ("no leases left").',
  symptom: 'New VMs are offered an address and then refused it, repeatedly; dnsmasq logs "no leases left".',
  remedy:
    'Delete the leases of MACs that the network no longer has while dnsmasq is down, and restart the DHCP agent; where all are in use, raise dnsmasq_lease_max.',
  limits:
    'At the limit with a lease for every host line, dnsmasq refuses no request, and that is no fault. Only leases in the file are seen.',
  sources: [
    'https://github.com/risuorg/risu',
    'https://github.com/projectcalico/felix/issues/233',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: [],
  applies: (server) => !server.dhcpFiles.known || keepsLeases(server),
  judge(server, { services }) {
    const { hosts, leases, macs, folder } = required(server.dhcpFiles) ?? {
      hosts: [],
      leases: [],
      macs: new Set<string>(),
    };
    const [limit] = server.processes.flatMap(({ leaseLimit }) => leaseLimit ?? []);
    const refused = hosts.filter(({ address }) => !leases.some((lease) => lease.address === address));
    if (limit === undefined || leases.length < limit || refused.length === 0) return undefined;
    const dead = leases.filter(({ mac }) => !macs.has(mac));
    return {
      summary: `The dnsmasq of ${server.namespace} has no leases left (${limit}/${limit}), ${dead.length} of them held by MACs that the network no longer has.`,
      evidence: [
        processEvidence(server.processes, `dnsmasq.*${server.networkId}`),
        { command: ['cat', `${folder}/leases`], where: 'host', output: leases.map(({ line }) => line).join('\n') },
      ],
      // Where all leases are in use, only a higher limit helps, which is the operator's to set (dnsmasq_lease_max).
      fix:
        dead.length === 0
          ? null
          : forgetLeasesFix(
              server,
              dead.map(({ address }) => address),
              services,
            ),
    };
  },
});
