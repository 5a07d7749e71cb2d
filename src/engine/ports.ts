import type { Interface } from '../facts/stack.ts';
import { ip } from '../facts/within.ts';
import { cidrOf } from '../topology/addresses.ts';
import type { ExpectedAddress, HostView, RouterLeg } from '../topology/types.ts';
import { type Fault, told } from './check.ts';
import { isUp } from './devices.ts';
import { addressEvidence, linkEvidence } from './evidence.ts';
import { restartFix, safeFix } from './fixes/agents.ts';
import { setUpFix } from './fixes/links.ts';
import { legRouteCommands } from './fixes/routes.ts';

/** Judges whether a router's leg, where it is in its namespace, is up. */
export function legDown(leg: RouterLeg): Fault | undefined {
  const device = told(leg.interface);
  const { namespace } = leg.router;
  if (device === undefined || isUp(device)) return undefined;
  return {
    summary: `${leg.device} is down in ${namespace}.`,
    evidence: [linkEvidence(namespace, leg.device, device)],
    fix: setUpFix(
      [{ name: leg.device, namespace }],
      'The L3 agent sets its ports up when it makes them: find out who set this one down.',
      legRouteCommands(leg),
    ),
  };
}

/** An agent's port that has lost its address; `more` are the commands for what else went with it. */
export function addressMissing(port: {
  readonly namespace: string;
  readonly device: Interface;
  readonly expected: ExpectedAddress | undefined;
  readonly host: HostView;
  readonly agent: 'l3-agent' | 'dhcp-agent';
  readonly more?: readonly (readonly string[])[];
  readonly moreUndo?: readonly (readonly string[])[];
}): Fault {
  const { namespace, device, expected, host, agent, more = [], moreUndo = [] } = port;
  const evidence = [addressEvidence(namespace, device)];
  if (expected === undefined) {
    const fix = restartFix(host, agent, 'gives its ports their addresses again');
    return { summary: `${device.name} in ${namespace} has no address.`, evidence, fix };
  }
  const address = cidrOf(expected);
  return {
    summary: `${device.name} in ${namespace} has no address; it should have ${address} (${expected.because}).`,
    evidence,
    fix: safeFix(
      `Give ${device.name} its address again`,
      [ip(namespace, 'addr', 'replace', address, 'brd', '+', 'dev', device.name), ...more],
      [...moreUndo, ip(namespace, 'addr', 'del', address, 'dev', device.name)],
      'The agent keeps this address; a restart of it has the same effect.',
    ),
  };
}
