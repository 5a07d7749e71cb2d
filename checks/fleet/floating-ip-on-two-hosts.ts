import { required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCloudCheck({
  id: 'floating-ip-on-two-hosts',
  layer: 'floating-ip',
  title: 'Floating IP is on routers of two hosts',
  why: 'Both routers answer ARP for the address: traffic goes to the one that answered last, and may end there.',
  symptom: 'A floating IP that was moved to another VM is reachable from some places, or leads to the previous VM.',
  remedy:
    'Remove the address from the router that does not translate it; where both do, restart the L3 agent that has the older.',
  limits:
    'External networks with equal ranges are told apart. Those of distributed routers, which are no addresses of the router, are not compared.',
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1052535',
    'https://docs.openstack.org/neutron/latest/admin/intro-nat.html',
  ],
  severity: 'error',
  each: 'floatingAddresses',
  explainedBy: ['router-on-two-hosts', 'ha-router-active-twice'],
  explains: ['address-answered-twice', 'floating-ip-dnat-missing', 'floating-ip-snat-missing'],
  judge({ address, holders, subject }) {
    const held = holders.filter(({ floatingIp }) => floatingIp.isOnGateway.known && floatingIp.isOnGateway.value);
    const hosts = [...new Set(held.map(({ host }) => host))];
    if (hosts.length < 2) return undefined;
    requireAtOnce(hosts);
    const idle = held.filter(({ floatingIp }) => floatingIp.fixed === undefined);
    const [stray = held[0]] = idle;
    if (stray === undefined) return undefined;
    const { router, gateway } = stray.floatingIp;
    const words = [`${address}/32`, 'dev', gateway.device];
    return {
      host: stray.host.name,
      hosts: hosts.map(({ name }) => name),
      subject,
      affects: held.map(({ floatingIp }) => floatingIp.router.subject),
      summary: `${address} is on routers of ${namesOf(hosts)}.`,
      evidence: held.flatMap(({ host, floatingIp }) => {
        const device = required(floatingIp.gateway.interface);
        return device === undefined ? [] : [seenOn(host.name, addressEvidence(floatingIp.router.namespace, device))];
      }),
      fix:
        idle.length === held.length - 1
          ? safeFix(
              `Remove it from ${router.namespace} on ${stray.host.name}, which does not translate it`,
              [ip(router.namespace, 'addr', 'del', ...words)],
              [ip(router.namespace, 'addr', 'add', ...words)],
              'The L3 agent removes an address when its floating IP moves: check its log for why it did not.',
            )
          : null,
    };
  },
});
