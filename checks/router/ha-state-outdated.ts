import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence, processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { areFrozen } from '../../src/engine/frozen.ts';

export default defineCheck({
  id: 'ha-state-outdated',
  layer: 'router',
  title: 'L3 agent takes an HA router for what it is not',
  why: 'The agent starts the metadata proxy of a router, and tells the server where it is active, by a state that nobody keeps up to date.',
  symptom:
    'A router with high availability is shown as active on two nodes or none, or its VMs get no metadata since a failover.',
  remedy: 'Restart the L3 agent, which starts the process that watches keepalived, and learns the state from it.',
  limits:
    'Judged only where that process, neutron-keepalived-state-change, does not run or is stopped: one that runs may be about to tell.',
  sources: [
    'https://bugs.launchpad.net/bugs/1597461',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/keepalived_state_change.py',
  ],
  severity: 'error',
  each: 'haRouters',
  explainedBy: ['ha-port-down', 'ha-keepalived-not-running'],
  judge({ device: fact, isActive, monitors, state: fileState, router, host }) {
    const device = told(fact);
    const state = told(fileState);
    const running = told(monitors);
    if (device === undefined || state === undefined || !areFrozen(running)) return undefined;
    const isSaidActive = router.mode === 'active';
    if (isSaidActive === told(isActive)) return undefined;
    return {
      summary: `The state of ${router.namespace} is said to be ${state}, but keepalived ${isSaidActive ? 'does not hold' : 'holds'} the address of the active one, and neutron-keepalived-state-change does not run.`,
      evidence: [
        { command: ['cat', `/var/lib/neutron/ha_confs/${router.id}/state`], where: 'host', output: state },
        addressEvidence(router.namespace, device),
        processEvidence(running, `neutron-keepalived-state-change.*${router.id}`),
      ],
      fix: restartFix(host, 'l3-agent', 'starts the process that tells it'),
    };
  },
});
