import { defineCheck, required } from '../../src/engine/check.ts';
import { announcementEvidence } from '../../src/evidence/captures.ts';
import { rivalOf } from '../../src/topology/ha-watches.ts';

export default defineCheck({
  id: 'ha-active-twice',
  layer: 'vm',
  title: 'Another node is active for the HA router, too',
  why: 'Both hold the addresses of the router: connections through it break as packets change nodes.',
  symptom: 'Floating IPs and gateways answer now and then; Neutron lists two active agents for the router.',
  remedy:
    "Find the other node by its address on the HA network, and compare keepalived.conf of both: password, priority, virtual router id. One that is no node of the router must leave the router's network.",
  limits:
    'Announcements of both have to be heard here, after a change of nodes has had time to end. Two nodes that do not hear each other at all are found only by qdoctor fleet.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc5798',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://bugs.launchpad.net/neutron/+bug/1731595',
  ],
  severity: 'error',
  each: 'haWatches',
  explainedBy: ['ha-advertisements-filtered', 'ha-keepalived-frozen', 'port-tag-wrong', 'port-dead-vlan'],
  applies: ({ asked }) => asked === undefined,
  judge({ ha, advertisements }) {
    const rival = rivalOf(ha, required(advertisements));
    if (rival === undefined) return undefined;
    const { router } = ha;
    return {
      summary: `${router.namespace} is active here, and ${rival.source} on its HA network announces itself as active, too (priority ${rival.priority}).`,
      layer: 'router',
      evidence: [announcementEvidence(ha, required(advertisements))],
      fix: null,
    };
  },
});
