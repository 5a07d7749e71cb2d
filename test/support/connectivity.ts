import { labDir } from '../../src/lab/intent.ts';
import { type Journey, journeys } from '../../src/lab/journeys.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { askForLease } from '../../src/lab/lease.ts';
import { type LabModel, outsideAddress } from '../../src/lab/model.ts';

/** Folsom knows no metadata proxy. a1 asks by way of its router, b1 by way of its DHCP namespace. */
const journeysOf = ({ layout }: Lab): readonly Journey[] =>
  journeys.filter((journey) => layout !== 'folsom' || !journey.endsWith('-metadata'));

/** Which of the journeys fail now. All are walked at once. */
export async function failingJourneys(
  lab: Lab,
  wanted: readonly Journey[] = journeysOf(lab),
): Promise<readonly Journey[]> {
  const commands = wanted.map((journey) => `walk ${journey} ${commandOf(lab.model, journey)} &\n`);
  const script = `walk() { name=$1; shift; "$@" >/dev/null 2>&1 || echo "$name"; }\n${commands.join('')}wait\n`;
  const end = await lab.run(['sh', '-s'], { input: script, timeoutMs: 60_000 });
  if (end.kind !== 'exited') throw new Error(`journeys: ${end.kind}`);
  const failed = new Set(end.stdout.split('\n'));
  return wanted.filter((journey) => failed.has(journey));
}

/**
 * Waits until everything works again: a guest that learned of a false neighbour asks anew after 5 s, three times, and then by
 * broadcast (arp(7)).
 */
export async function journeysStillFailing(lab: Lab, patienceMs = 20_000): Promise<readonly Journey[]> {
  const startedMs = Date.now();
  let failing = await failingJourneys(lab);
  while (failing.length > 0 && Date.now() - startedMs < patienceMs) failing = await failingJourneys(lab, failing);
  return failing;
}

function commandOf({ a, b, floatingIp }: LabModel, journey: Journey): string {
  const ping = (address: string) => `ping -n -c 2 -i 0.2 -W 0.4 ${address}`;
  const from = (namespace: string, address: string) => `ip netns exec ${namespace} ${ping(address)}`;
  const commands: Record<Journey, string> = {
    'lease-a1': askForLease(a.vm1, 1).join(' '),
    'lease-a2': askForLease(a.vm2, 1).join(' '),
    'lease-b1': askForLease(b.vm1, 1).join(' '),
    'host-a1': ping(a.vm1.address),
    'host-a2': ping(a.vm2.address),
    'host-floating': ping(floatingIp),
    'lan-floating': from('lan', floatingIp),
    'a1-world': from(a.vm1.namespace, outsideAddress),
    'a1-a2': from(a.vm1.namespace, a.vm2.address),
    'b1-world': from(b.vm1.namespace, outsideAddress),
    'b1-metadata': `${labDir}/ask-metadata ${b.vm1.namespace}`,
    'a1-metadata': `${labDir}/ask-metadata ${a.vm1.namespace}`,
  };
  return commands[journey];
}
