import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

/** What a plain Ethernet carries: a larger packet is lost anywhere. */
const usual = 1500;

export default defineCheck({
  id: 'large-packets-lost',
  layer: 'overlay',
  title: 'Large packets are lost where small ones pass',
  why: 'A link on the way has a smaller MTU than its ends: small packets pass, full-size ones vanish.',
  symptom: 'Pings pass, and ssh hangs behind the key exchange; downloads and `apt-get` stall.',
  remedy:
    "Raise the MTU of the underlay by the tunnels' overhead (VXLAN 50, GRE 42), or lower that of the networks (global_physnet_mtu, path_mtu; in old releases DHCP option 26).",
  limits:
    'Read from `ping -s` in a saved text: one size without a reply beside a smaller one to the same target with one, or a hop that says so. Packets over 1500 bytes and what the own device refuses are left out.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://techbackground.blogspot.com/2013/06/path-mtu-discovery-and-gre.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['statements'],
  ofAnyDriver: true,
  explainedBy: ['tunnel-mtu-too-small', 'underlay-mtu-small', 'hybrid-plug-mtu-small'],
  applies: says('packet-size'),
  judge: (item, { statements }) =>
    statedFault(item, 'packet-size', ({ target, bytes, isAnswered, refusedBy }) => {
      if (isAnswered || bytes > usual) return undefined;
      const answered = valuesOf(statements).flatMap(({ statement, namespace }) =>
        statement.kind === 'packet-size' &&
        statement.isAnswered &&
        statement.target === target &&
        namespace === item.namespace &&
        statement.bytes < bytes
          ? [statement.bytes]
          : [],
      );
      const largest = Math.max(0, ...answered);
      if (refusedBy?.from !== undefined)
        return {
          summary: `Packets of ${bytes} bytes to ${target} do not fit${placeOf(item)}: ${refusedBy.from} has room for ${refusedBy.mtu ?? 'fewer'}.`,
          fix: null,
        };
      if (largest === 0) return undefined;
      return {
        summary: `${target} answers packets of ${largest} bytes and none of ${bytes}${placeOf(item)}: the MTU on the way is smaller than at its ends.`,
        fix: null,
      };
    }),
});
