import { areFrozen } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'ha-state-outdated',
  layer: 'router',
  title: 'L3 agent has an outdated HA state',
  why: 'The agent starts metadata proxies, and reports the active node, by a state that is no longer updated.',
  symptom: 'An HA router is shown as active on two nodes or none, or its VMs get no metadata since a failover.',
  remedy: 'Restart the L3 agent, which restarts the process that monitors keepalived.',
  limits:
    'While neutron-keepalived-state-change runs, its file may be behind for the seconds of a failover: a router that is said to be active and is not gets a warning then, and the opposite is no finding.',
  sources: [
    'https://bugs.launchpad.net/bugs/1597461',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/keepalived_state_change.py',
  ],
  severity: 'error',
  each: 'haRouters',
  fromExcerpts: true,
  with: ['services'],
  explainedBy: ['ha-port-down', 'ha-keepalived-not-running', 'ha-keepalived-frozen'],
  judge({ device: fact, isActive, monitors, state: fileState, router }, { services }) {
    const device = required(fact);
    const state = required(fileState);
    const running = required(monitors);
    if (device === undefined || state === undefined) return undefined;
    const isSaidActive = state === 'primary' || state === 'master';
    if (isSaidActive === required(isActive)) return undefined;
    const isUnwatched = areFrozen(running);
    // It catches up within a second; a node that was taken for active and serves nobody may stay so.
    if (!isUnwatched && !isSaidActive) return undefined;
    return {
      severity: isUnwatched ? 'error' : 'warning',
      summary: `The state file of ${router.namespace} says ${state}, but keepalived ${isSaidActive ? 'does not hold' : 'holds'} the active address, ${isUnwatched ? 'and neutron-keepalived-state-change is not running' : 'though neutron-keepalived-state-change runs'}.`,
      evidence: [
        { command: ['cat', `/var/lib/neutron/ha_confs/${router.id}/state`], where: 'host', output: state },
        addressEvidence(router.namespace, device),
        processEvidence(running, `neutron-keepalived-state-change.*${router.id}`),
      ],
      fix: restartFix(services, 'l3-agent', 'restarts the process that updates it'),
    };
  },
});
