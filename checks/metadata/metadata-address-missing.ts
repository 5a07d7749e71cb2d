import { CouldNotTell, defineCheck, told } from '../../src/engine/check.ts';
import { heldBy } from '../../src/engine/devices.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';
import { untoldAddresses } from '../../src/topology/addresses.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'metadata-address-missing',
  layer: 'metadata',
  title: 'DHCP port lacks the metadata address',
  why: 'VMs without a router of their own are sent to 169.254.169.254 on the DHCP port, which does not have it.',
  symptom:
    'VMs of a network without a router ask 169.254.169.254 by the DHCP port, and nobody answers their ARP for it.',
  remedy: 'Give the DHCP port the address 169.254.169.254 again.',
  limits:
    'Asked only where the options send VMs to the DHCP port. Where the network has a router too, that one may still answer.',
  sources: ['https://bugs.launchpad.net/bugs/1549793', 'https://github.com/openstack/neutron/commit/dfacba0f2d'],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: ['dhcp-port-address-missing', 'port-device-in-wrong-namespace'],
  applies: ({ at, isWanted }) => 'server' in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted }) {
    if (!('server' in at) || !told(isWanted)) return undefined;
    const { interface: fact, namespace } = at.server;
    const device = told(fact);
    if (device === undefined) return undefined;
    const held = heldBy(device);
    if (held.some(({ address }) => address === metadataAddress)) return undefined;
    if (!device.hasEveryAddress) throw new CouldNotTell(untoldAddresses(namespace, device.name));
    const words = [`${metadataAddress}/32`, 'dev', device.name];
    return {
      summary: `${device.name} in ${namespace} does not have ${metadataAddress}, by which VMs ask for metadata.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        'Give the DHCP port the address again',
        [ip(namespace, 'addr', 'replace', `${metadataAddress}/32`, 'brd', metadataAddress, 'dev', device.name)],
        [ip(namespace, 'addr', 'del', ...words)],
        'The DHCP agent keeps this address: a restart of it has the same effect.',
      ),
    };
  },
});
