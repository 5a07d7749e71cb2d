import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'fip-link-broken',
  layer: 'floating-ip',
  title: 'Distributed router is cut off from its floating IPs',
  why: 'Floating IPs of a distributed router come in by a namespace of their own: only the veth pair rfp/fpr connects it to the router.',
  symptom: 'All floating IPs of one router do not answer on one compute node, while the same VMs reach the outside.',
  remedy: 'Set both ends of the pair up; where one is missing, restart the L3 agent, which re-creates the pair.',
  limits:
    "Checked where the router's rules translate a floating IP on rfp. With several external networks on this host a missing fpr is not reported.",
  sources: [
    'https://bugs.launchpad.net/bugs/1776984',
    'https://github.com/openstack/neutron/commit/5a7c12f245',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
  ],
  severity: 'error',
  each: 'distributedRouters',
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ link, floatingIps }) => link !== undefined && floatingIps.length > 0,
  judge({ link, router, floatingIps }, { services }) {
    if (link === undefined) return undefined;
    const ends = [link.inner, ...(link.outer === undefined ? [] : [link.outer])].map(({ device, ...end }) => ({
      ...end,
      device: required(device),
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
          ? restartFix(services, 'l3-agent', 're-creates the pair, with its addresses and routes')
          : setUpFix(down, 'The L3 agent sets the pair up when it creates it: find what set it down.'),
    };
  },
});
