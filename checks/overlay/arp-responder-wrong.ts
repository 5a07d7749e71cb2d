import { answersIn, responder, withoutAnswers } from '../../src/analysis/arp-responder.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';

export default defineCheck({
  id: 'arp-responder-wrong',
  layer: 'overlay',
  title: 'ARP responder has a stale MAC',
  why: 'With l2population br-tun answers ARP for VMs on other hosts: with a stale MAC traffic is lost.',
  symptom: 'Since a port was deleted and its address given to another, some VMs do not reach the new one.',
  remedy: 'Delete the flow: requests then go to the other hosts, and the agent restores the correct entry.',
  limits:
    'Compares with the DHCP host file on this host; other networks are not checked. An address in several lines may have any of their MACs.',
  sources: [
    'https://bugs.launchpad.net/bugs/1824504',
    'https://github.com/openstack/neutron/commit/5301ecf41b',
    'https://bugs.launchpad.net/bugs/1623849',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  explainedBy: [],
  applies: ({ hosts }) => hosts.length > 0,
  judge(network) {
    const ownersOf = (address: string) => network.hosts.filter((host) => host.address === address);
    const wrong = answersIn(required(network.flows), network.localVlan.tag).filter(({ address, mac }) => {
      const owners = ownersOf(address);
      return owners.length > 0 && owners.every((owner) => owner.mac !== mac);
    });
    const [first] = wrong;
    if (first === undefined) return undefined;
    const { address } = first;
    const [line] = ownersOf(address);
    return {
      summary: `ARP responder of ${network.bridge} has ${address} at ${first.mac}, expected ${line?.mac}.`,
      evidence: [
        flowEvidence(
          network.bridge,
          `table=${responder},arp,arp_tpa=${address}`,
          wrong.map(({ flow }) => flow),
        ),
        { command: ['grep', '-rwF', address, '/var/lib/neutron/dhcp'], where: 'host', output: line?.line ?? '' },
      ],
      fix: withoutAnswers(network.bridge, wrong),
    };
  },
});
