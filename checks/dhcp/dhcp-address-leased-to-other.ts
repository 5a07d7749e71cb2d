import { keepsLeases } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { forgetLeasesFix } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-address-leased-to-other',
  layer: 'dhcp',
  title: "Lease of another MAC holds a VM's address",
  why: 'dnsmasq does not offer an address that is leased to another MAC, whatever its host file says: the VM gets no offer.',
  symptom: 'A new VM that took over an address of a deleted one gets no offer until the old lease runs out.',
  remedy: 'End dnsmasq, delete the old lease from its file while dnsmasq is down, and restart the DHCP agent.',
  limits:
    'Agents before Juno kept no lease file and are not checked. An address that several MACs may have passes if the holder of the lease is one of them.',
  sources: [
    'https://bugs.launchpad.net/bugs/1806770',
    'https://github.com/openstack/neutron/commit/f2111e0354',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: ['dhcp-host-entry-missing'],
  applies: (server) => !server.dhcpFiles.known || keepsLeases(server),
  judge(server, { services }) {
    const { hosts, leases } = required(server.dhcpFiles) ?? { hosts: [], leases: [] };
    const blocked = leases.flatMap((lease) => {
      const entitled = hosts.filter(({ address }) => address === lease.address);
      return entitled.length === 0 || entitled.some(({ mac }) => mac === lease.mac) ? [] : [{ lease, entitled }];
    });
    const [first] = blocked;
    if (first === undefined) return undefined;
    const { lease, entitled } = first;
    return {
      summary: `${lease.address} is leased to ${lease.mac}, though the host file of ${server.namespace} has it for ${entitled[0]?.mac}.`,
      evidence: [
        fileEvidence(
          server,
          'leases',
          lease.address,
          blocked.map((one) => one.lease.line),
        ),
        fileEvidence(
          server,
          'host',
          lease.address,
          blocked.flatMap((one) => one.entitled.map(({ line }) => line)),
        ),
      ],
      fix: forgetLeasesFix(
        server,
        blocked.map((one) => one.lease.address),
        services,
      ),
    };
  },
});
