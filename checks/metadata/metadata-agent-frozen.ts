import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { areFrozen } from '../../src/engine/frozen.ts';

export default defineCheck({
  id: 'metadata-agent-frozen',
  layer: 'metadata',
  title: 'Metadata agent is stopped',
  why: 'A signal has stopped the agent: the requests of all VMs of this host wait until they give up.',
  symptom: 'In each new VM cloud-init waits for 169.254.169.254 until it times out.',
  remedy: 'Let the metadata agent go on with SIGCONT, all of its workers.',
  limits:
    'Each of its processes must be stopped: one stopped worker of several loses only a part of the requests, and passes.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
  ],
  severity: 'error',
  each: 'metadataServices',
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact }) {
    const agents = told(fact);
    if (!areFrozen(agents)) return undefined;
    return {
      summary: 'The metadata agent is stopped by a signal and does nothing.',
      evidence: [processEvidence(agents, 'metadata-agent')],
      fix: safeFix(
        'Let it go on',
        agents.map(({ pid }) => ['kill', '-CONT', String(pid)]),
        agents.map(({ pid }) => ['kill', '-STOP', String(pid)]),
        'Find out who stopped it (a debugger, a script): nothing of Neutron does that.',
      ),
    };
  },
});
