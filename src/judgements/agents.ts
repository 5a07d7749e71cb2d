import { areFrozen } from '../analysis/processes.ts';
import { type Fault, required } from '../engine/check.ts';
import { processEvidence } from '../evidence/processes.ts';
import type { Known } from '../facts/known.ts';
import type { AgentRole } from '../facts/processes.ts';
import type { Services } from '../facts/services.ts';
import { agentName, restartFix } from '../remedies/agents.ts';
import { resumeFix, suspendedBy } from '../remedies/processes.ts';
import type { Agent } from '../topology/agents.ts';

const sought: Readonly<Record<AgentRole, string>> = {
  'l2-agent': 'openvswitch-agent',
  'dhcp-agent': 'dhcp-agent',
  'l3-agent': 'l3-agent',
};

/** The processes of an agent, as a user would look for them. */
const agentEvidence = ({ role }: Agent, processes: Parameters<typeof processEvidence>[0]) =>
  processEvidence(processes, sought[role]);

/** Whether this host has work for an agent: one that is neither started at boot nor has made anything is not missed. */
export const isExpected = ({ reasonToRun, made }: Agent): boolean => reasonToRun !== undefined || made.length > 0;

/**
 * Judges whether an agent runs. What it has wired and started goes on without it, so its absence is no more than a
 * warning until something waits for it.
 */
export function agentMissing(agent: Agent, effect: string, services: Known<Services>): Fault | undefined {
  if (required(agent.processes).length > 0) return undefined;
  const { role, reasonToRun, made, waiting } = agent;
  const why =
    waiting.length > 0 ? `not set up: ${few(waiting)}` : made.length > 0 ? `manages ${few(made)}` : reasonToRun;
  return {
    summary: `The ${agentName(role)} is not running (${why}).`,
    severity: waiting.length > 0 ? 'error' : 'warning',
    evidence: [agentEvidence(agent, [])],
    fix: restartFix(services, role, effect),
  };
}

/** Judges whether an agent that is there is stopped: then it is as good as dead. */
export function agentFrozen(agent: Agent): Fault | undefined {
  const processes = required(agent.processes);
  if (processes.length === 0 || !areFrozen(processes)) return undefined;
  return {
    summary: `The ${agentName(agent.role)} is ${suspendedBy(processes)}.`,
    severity: agent.waiting.length > 0 ? 'error' : 'warning',
    evidence: [agentEvidence(agent, processes)],
    fix: resumeFix(processes, 'no service manager'),
  };
}

const few = (names: readonly string[]): string =>
  names.length <= 2 ? names.join(' and ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
