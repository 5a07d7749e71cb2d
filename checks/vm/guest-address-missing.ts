import { causesOfNoOffer } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'guest-address-missing',
  layer: 'vm',
  title: 'Guest has no address',
  why: 'cloud-init found nothing to reach the network with, so neither metadata nor SSH work.',
  symptom:
    'The table of devices that cloud-init prints in the console has no address, or says that it gave up waiting for a device.',
  remedy:
    'Check `openstack port list --server VM`: the instance needs a port with an address. Then capture UDP ports 67 and 68 at its tap: request and offer show where DHCP ends.',
  limits:
    "Read from cloud-init's lines in a guest's console. A guest whose address is set by hand, or later than cloud-init looked, has one all the same.",
  sources: [
    'https://cloudinit.readthedocs.io/en/latest/explanation/boot.html',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [...causesOfNoOffer, 'dhcp-offer-not-taken'],
  applies: says('guest-unaddressed'),
  judge: (item) =>
    statedFault(item, 'guest-unaddressed', ({ device, mac }) => ({
      summary:
        device === undefined
          ? 'No network device came up in a guest.'
          : `${device}${mac === undefined ? '' : ` (${mac})`} of a guest has no address.`,
      fix: null,
      next:
        device === undefined
          ? 'Check `openstack port list --server VM`: without a port the guest has no network device. With one, check the driver and the network configuration of its image.'
          : undefined,
    })),
});
