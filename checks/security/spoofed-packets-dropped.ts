import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'spoofed-packets-dropped',
  layer: 'security',
  title: 'Anti-spoofing drops many packets',
  why: 'Port security drops what carries another MAC or IP address than those of the port.',
  symptom: 'A VM whose address or MAC was changed by hand, a VIP of keepalived, a nested VM or container is cut off.',
  remedy:
    "Give the guest the port's addresses, or allow the others: `openstack port set --allowed-address ip-address=ADDRESS PORT`.",
  limits:
    'Read from counters in a saved text. Whether the guest is meant to use these addresses is unknown, and the count may be old.',
  sources: ['https://docs.openstack.org/neutron/latest/admin/intro-os-networking.html'],
  severity: 'warning',
  each: 'statements',
  explainedBy: [],
  applies: says('spoofed-packets-dropped'),
  judge: (item) =>
    statedFault(item, 'spoofed-packets-dropped', ({ portKey, packets }) => ({
      summary: `Anti-spoofing rules${portKey === undefined ? '' : ` of port ${portKey}`} dropped ${packets} packets with addresses that the port does not have.`,
      fix: null,
    })),
});
