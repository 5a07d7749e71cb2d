import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { addressesOn, cidrOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'ha-standby-holds-addresses',
  layer: 'router',
  title: 'HA router stands by and still holds addresses',
  why: 'Only the active node may hold the addresses of an HA router: this one answers for them as well.',
  symptom: 'Gateways and floating IPs of an HA router answer now and then, or not at all, since its nodes changed.',
  remedy: 'Remove the addresses here: the active node holds them.',
  limits:
    'An instance stands by where its HA port does not have the address of the active one. IPv6 addresses are not checked.',
  sources: [
    'https://bugs.launchpad.net/bugs/1597461',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
  ],
  severity: 'error',
  each: 'haRouters',
  explainedBy: ['ha-port-down', 'ha-port-address-missing', 'ha-keepalived-not-running', 'ha-keepalived-frozen'],
  judge({ device: haPort, isActive, router }) {
    if (required(haPort) === undefined || required(isActive)) return undefined;
    const { namespace, legs } = router;
    const holding = legs.flatMap(({ interface: device }) => {
      const found = required(device);
      return found === undefined || addressesOn(found).length === 0 ? [] : [found];
    });
    if (holding.length === 0) return undefined;
    const change = (verb: 'add' | 'del') =>
      holding.flatMap((device) =>
        addressesOn(device).map((address) => ip(namespace, 'address', verb, cidrOf(address), 'dev', device.name)),
      );
    const listed = holding.flatMap((device) => addressesOn(device).map(({ address }) => address)).join(', ');
    return {
      summary: `${namespace} stands by here, but holds ${listed}.`,
      evidence: holding.map((device) => addressEvidence(namespace, device)),
      fix: {
        summary: 'Remove these addresses from the node that stands by',
        risk: 'disruptive',
        commands: change('del'),
        undo: change('add'),
        permanent: 'keepalived removes them itself: check its log for what kept it from that.',
      },
    };
  },
});
