import { causesOfSilence } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { announcementEvidence, silenceEvidence } from '../../src/evidence/captures.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'ha-active-nowhere',
  layer: 'vm',
  title: 'HA router stands by here, and no node serves',
  why: 'The addresses of an HA router are on its active node only: without one, its VMs have no gateway.',
  symptom:
    'No floating IP answers, VMs do not reach their gateway, and the router looks like a healthy standby on every node.',
  remedy:
    'Where no node announces itself, restart the L3 agent, which writes the configuration of keepalived again and starts it; where one does, check that node, and the path to it.',
  limits:
    'Asked in the name of the DHCP server of its network, where that is on this host, for as long as a change of nodes takes. Not checked with --passive.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc5798',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://bugs.launchpad.net/neutron/+bug/1375625',
  ],
  severity: 'error',
  each: 'haWatches',
  with: ['services'],
  explainedBy: [
    ...causesOfSilence,
    ...['ha-port-down', 'ha-port-address-missing', 'ha-keepalived-not-running', 'ha-keepalived-frozen'],
  ],
  applies: ({ asked }) => asked !== undefined,
  judge({ ha, asked, advertisements }, { services }) {
    if (asked === undefined || required(asked.isAnswered)) return undefined;
    const heard = required(advertisements);
    const { namespace } = ha.router;
    const active = heard.at(-1);
    return {
      layer: 'router',
      summary:
        active === undefined
          ? `${namespace} stands by here, no other node announces itself, and nobody answers for its address ${asked.address}.`
          : `${namespace} stands by here as ${active.source} announces itself as active (priority ${active.priority}), but nobody answers for its address ${asked.address}.`,
      evidence: [silenceEvidence(asked), announcementEvidence(ha, heard)],
      fix:
        active === undefined
          ? restartFix(services, 'l3-agent', 'writes the configuration of keepalived again and starts it')
          : null,
    };
  },
});
