import { heldBy } from '../../src/analysis/devices.ts';
import { CouldNotTell, defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { unlistedAddresses } from '../../src/topology/addresses.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'metadata-address-missing',
  layer: 'metadata',
  title: 'DHCP port lacks the metadata address',
  why: 'VMs of a network without a router use 169.254.169.254 on the DHCP port, which lacks the address.',
  symptom: 'VMs of a network without a router get no ARP reply for 169.254.169.254.',
  remedy: 'Add the address 169.254.169.254 to the DHCP port again.',
  limits: 'Checked only where DHCP options route VMs to the DHCP port. A router of the network may still answer.',
  sources: ['https://bugs.launchpad.net/bugs/1549793', 'https://github.com/openstack/neutron/commit/dfacba0f2d'],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: ['dhcp-port-address-missing', 'port-device-in-wrong-namespace'],
  applies: ({ at, isWanted }) => 'server' in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted }) {
    if (!('server' in at) || !required(isWanted)) return undefined;
    const { interface: fact, namespace } = at.server;
    const device = required(fact);
    if (device === undefined) return undefined;
    const held = heldBy(device);
    if (held.some(({ address }) => address === metadataAddress)) return undefined;
    if (!device.hasEveryAddress) throw new CouldNotTell(unlistedAddresses(namespace, device.name));
    const words = [`${metadataAddress}/32`, 'dev', device.name];
    return {
      summary: `${device.name} in ${namespace} lacks ${metadataAddress}, the metadata address.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        'Add the address to the DHCP port again',
        [ip(namespace, 'addr', 'replace', `${metadataAddress}/32`, 'brd', metadataAddress, 'dev', device.name)],
        [ip(namespace, 'addr', 'del', ...words)],
        'The DHCP agent maintains this address; restarting it has the same effect.',
      ),
    };
  },
});
