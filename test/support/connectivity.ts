import { labDir } from '../../src/lab/intent.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { askForLease } from '../../src/lab/lease.ts';
import { type LabModel, worldAddress } from '../../src/lab/model.ts';

/** What must work in a healthy lab: `from-to`, or the lease of a VM. */
export const probes = [
  'lease-a1',
  'lease-a2',
  'lease-b1',
  'host-a1',
  'host-a2',
  'host-floating',
  'lan-floating',
  'a1-world',
  'a1-a2',
  'b1-world',
  'a1-metadata',
  'b1-metadata',
] as const;
export type Probe = (typeof probes)[number];

/** Folsom knows no metadata proxy. a1 asks by way of its router, b1 by way of its DHCP namespace. */
const probesOf = ({ layout }: Lab): readonly Probe[] =>
  probes.filter((probe) => layout !== 'folsom' || !probe.endsWith('-metadata'));

/** Which of the probes fail now. All run at once. */
export async function failingProbes(lab: Lab, wanted: readonly Probe[] = probesOf(lab)): Promise<readonly Probe[]> {
  const commands = wanted.map((probe) => `probe ${probe} ${commandOf(lab.model, probe)} &\n`);
  const script = `probe() { name=$1; shift; "$@" >/dev/null 2>&1 || echo "$name"; }\n${commands.join('')}wait\n`;
  const end = await lab.run(['sh', '-s'], { input: script, timeoutMs: 30_000 });
  if (end.kind !== 'exited') throw new Error(`probes: ${end.kind}`);
  const failed = new Set(end.stdout.split('\n'));
  return wanted.filter((probe) => failed.has(probe));
}

/** Waits until everything works again, as a host needs a moment to learn where its neighbours are. */
export async function probesStillFailing(lab: Lab, patienceMs = 5000): Promise<readonly Probe[]> {
  const startedMs = Date.now();
  let failing = await failingProbes(lab);
  while (failing.length > 0 && Date.now() - startedMs < patienceMs) failing = await failingProbes(lab, failing);
  return failing;
}

function commandOf({ a, b, floatingIp }: LabModel, probe: Probe): string {
  const ping = (address: string) => `ping -n -c 2 -i 0.2 -W 0.4 ${address}`;
  const from = (namespace: string, address: string) => `ip netns exec ${namespace} ${ping(address)}`;
  const commands: Record<Probe, string> = {
    'lease-a1': askForLease(a.vm1, 1).join(' '),
    'lease-a2': askForLease(a.vm2, 1).join(' '),
    'lease-b1': askForLease(b.vm1, 1).join(' '),
    'host-a1': ping(a.vm1.address),
    'host-a2': ping(a.vm2.address),
    'host-floating': ping(floatingIp),
    'lan-floating': from('lan', floatingIp),
    'a1-world': from(a.vm1.namespace, worldAddress),
    'a1-a2': from(a.vm1.namespace, a.vm2.address),
    'b1-world': from(b.vm1.namespace, worldAddress),
    'b1-metadata': `${labDir}/ask-metadata ${b.vm1.namespace}`,
    'a1-metadata': `${labDir}/ask-metadata ${a.vm1.namespace}`,
  };
  return commands[probe];
}
