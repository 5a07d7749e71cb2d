import { answersIn, responder, withoutAnswers } from '../../src/analysis/arp-responder.ts';
import { type Evidence, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { ip } from '../../src/facts/within.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireAtOnce } from '../../src/fleet/cloud.ts';
import type { CloudItem } from '../../src/fleet/sections/index.ts';

export default defineCloudCheck({
  id: 'remote-arp-stale',
  layer: 'overlay',
  title: 'ARP responder has another MAC for an address than the host where it is',
  why: 'With l2population br-tun answers ARP for ports on other hosts: with a stale MAC their traffic is lost.',
  symptom: 'Since an address was given to another port, VMs on some compute nodes do not reach it.',
  remedy: 'Delete the flow on the host that has it: requests then reach the host of the address, which answers itself.',
  limits:
    'Compared with the host files of DHCP servers and the addresses of routers and servers on all hosts; addresses that are in none of them are not judged. What the host itself can tell is reported there.',
  sources: ['https://bugs.launchpad.net/bugs/1824504', 'https://github.com/openstack/neutron/commit/5301ecf41b'],
  severity: 'error',
  each: 'arpAnswers',
  explainedBy: ['arp-responder-wrong'],
  explains: ['neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  judge({ host, network, owners, subject }) {
    const wrong = answersIn(required(network.flows), network.localVlan.tag).filter(({ address, mac }) => {
      const own = owners.get(address);
      return own?.every((owner) => owner.mac !== mac) === true;
    });
    const [first] = wrong;
    const [owner] = owners.get(first?.address ?? '') ?? [];
    if (first === undefined || owner === undefined) return undefined;
    const { address, mac } = first;
    const hosts = [...new Set([host, owner.host])];
    requireAtOnce(hosts);
    return {
      host: host.name,
      hosts: hosts.map(({ name }) => name),
      subject,
      summary: `ARP responder of ${host.name} has ${address} at ${mac}; by ${owner.host.name} it is at ${owner.mac}.`,
      evidence: [
        seenOn(host.name, {
          ...flowEvidence(network.bridge, `table=${responder},arp,arp_tpa=${address}`, [first.flow]),
          about: `arp_tpa=${address}`,
        }),
        seenOn(owner.host.name, holding(owner)),
      ],
      fix: withoutAnswers(network.bridge, wrong),
    };
  },
});

type Owner = NonNullable<ReturnType<CloudItem<'arpAnswers'>['owners']['get']>>[number];

const holding = ({ address, mac, line, where }: Owner): Evidence =>
  line === undefined
    ? { command: ip(where, 'addr', 'show', 'to', address), where, output: `${mac} ${address}` }
    : { command: ['grep', '-rwF', address, where], where: 'host', output: line };
