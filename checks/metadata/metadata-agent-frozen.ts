import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'metadata-agent-frozen',
  layer: 'metadata',
  title: 'Metadata agent is stopped',
  why: 'A signal has stopped the agent: the requests of all VMs of this host wait until they give up.',
  severity: 'error',
  each: 'metadataServices',
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact }) {
    const agents = told(fact);
    if (!agents.every(({ isFrozen }) => isFrozen)) return undefined;
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
