import { defineCheck, told } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';

export default defineCheck({
  id: 'fip-link-broken',
  layer: 'floating-ip',
  title: 'Distributed router is cut off from its floating IPs',
  why: 'Floating IPs of a distributed router come in by a namespace of their own: only the pair rfp and fpr leads on to the router.',
  symptom:
    'All floating IPs of one router are dead on one compute node, and the same VMs reach the world without them.',
  remedy: 'Set both ends of the pair up; where one is gone, restart the L3 agent, which makes the pair again.',
  limits:
    'Judged where the rules of the router translate a floating IP that comes in by rfp: before the first one there is no pair. Where several external networks have a namespace here, a missing fpr may be in any, and nothing is said of it.',
  sources: [
    'https://bugs.launchpad.net/bugs/1776984',
    'https://github.com/openstack/neutron/commit/5a7c12f245',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
  ],
  severity: 'error',
  each: 'distributedRouters',
  explainedBy: [],
  applies: ({ link, floatingIps }) => link !== undefined && floatingIps.length > 0,
  judge({ link, router, host, floatingIps }) {
    if (link === undefined) return undefined;
    const ends = [link.inner, ...(link.outer === undefined ? [] : [link.outer])].map(({ device, ...end }) => ({
      ...end,
      device: told(device),
    }));
    const gone = ends.filter(({ device }) => device === undefined);
    const down = ends.filter(({ device }) => device !== undefined && !isUp(device));
    if (gone.length + down.length === 0) return undefined;
    const names = (some: typeof ends, what: string) =>
      some.map(({ name, namespace }) => `${name} in ${namespace} ${what}`).join(', ');
    return {
      summary: `${[names(gone, 'does not exist'), names(down, 'is down')].filter((part) => part !== '').join(', ')}: ${floatingIps.map(({ address }) => address).join(', ')} of ${router.namespace} can't be reached.`,
      evidence: ends.map(({ namespace, name, device }) => linkEvidence(namespace, name, device)),
      fix:
        gone.length > 0
          ? restartFix(host, 'l3-agent', 'makes the pair again, with its addresses and routes')
          : setUpFix(down, 'The L3 agent sets the pair up when it makes it: find out who set it down.'),
    };
  },
});
