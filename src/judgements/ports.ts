import { isUp } from '../analysis/devices.ts';
import { type Fault, required, requiredPart } from '../engine/check.ts';
import { addressEvidence, linkEvidence } from '../evidence/devices.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { Interface } from '../facts/stack.ts';
import { ip } from '../facts/within.ts';
import { restartFix } from '../remedies/agents.ts';
import { setUpFix } from '../remedies/links.ts';
import { legRouteCommands } from '../remedies/routes.ts';
import { safeFix } from '../remedies/safe-fix.ts';
import { cidrOf } from '../topology/addresses.ts';
import type { ExpectedAddress } from '../topology/expectations.ts';
import type { Port } from '../topology/ports.ts';
import type { RouterLeg } from '../topology/routers.ts';

/** Whether the guest of a VM's port is plugged in, where that matters and is not told. */
export function requireGuest({ role, hasGuest, subject }: Port): void {
  if (role === 'vm') requiredPart(hasGuest, `whether a VM is plugged into ${subject.name}`);
}

/** Judges whether a router's leg, where it is in its namespace, is up. */
export function legDown(leg: RouterLeg): Fault | undefined {
  const device = required(leg.interface);
  const { namespace } = leg.router;
  if (device === undefined || isUp(device)) return undefined;
  return {
    summary: `${leg.device} is down in ${namespace}.`,
    evidence: [linkEvidence(namespace, leg.device, device)],
    fix: setUpFix(
      [{ name: leg.device, namespace }],
      'The L3 agent sets its ports up when it creates them: find what set this one down.',
      legRouteCommands(leg),
    ),
  };
}

/** An agent's port that has lost its address; `more` are the commands for what else went with it. */
export function addressMissing(port: {
  readonly namespace: string;
  readonly device: Interface;
  readonly expected: ExpectedAddress | undefined;
  readonly services: Known<Services>;
  readonly agent: 'l3-agent' | 'dhcp-agent';
  readonly more?: readonly (readonly string[])[];
  readonly moreUndo?: readonly (readonly string[])[];
}): Fault {
  const { namespace, device, expected, services, agent, more = [], moreUndo = [] } = port;
  const evidence = [addressEvidence(namespace, device)];
  if (expected === undefined) {
    const fix = restartFix(services, agent, 'restores the addresses of its ports');
    return { summary: `${device.name} in ${namespace} has no address.`, evidence, fix };
  }
  const address = cidrOf(expected);
  return {
    summary: `${device.name} in ${namespace} has no address, expected ${address} (${expected.because}).`,
    evidence,
    fix: safeFix(
      `Restore the address of ${device.name}`,
      [ip(namespace, 'addr', 'replace', address, 'brd', '+', 'dev', device.name), ...more],
      [...moreUndo, ip(namespace, 'addr', 'del', address, 'dev', device.name)],
      'The agent maintains this address; restarting it has the same effect.',
    ),
  };
}
