import { areFrozen } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { resumeFix, suspendedBy } from '../../src/remedies/processes.ts';

export default defineCheck({
  id: 'ha-keepalived-frozen',
  layer: 'router',
  title: 'HA router has a suspended keepalived',
  why: 'A suspended keepalived announces nothing: another node takes over, while this one keeps the addresses it had.',
  symptom: 'An HA router answers from two nodes, or does not follow when the active node fails.',
  remedy: 'Resume keepalived (SIGCONT); no restart is needed.',
  limits:
    'Reported where one of its processes is suspended: the one that speaks VRRP is a child of the other. A process in state D or in a loop is not recognised.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://www.keepalived.org/manpage.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/keepalived.py',
  ],
  severity: 'error',
  each: 'haRouters',
  comparesNoAddresses: true,
  explainedBy: [],
  judge({ keepalived, router }) {
    const frozen = required(keepalived).filter((process) => areFrozen([process]));
    if (frozen.length === 0) return undefined;
    return {
      summary: `The keepalived of ${router.namespace} is ${suspendedBy(frozen)}.`,
      evidence: [processEvidence(frozen, `keepalived.*${router.id}`)],
      fix: resumeFix(frozen, 'no agent'),
    };
  },
});
