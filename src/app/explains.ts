import { type Check, isOfTheWire } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import type { Layer } from '../engine/layers.ts';
import { isRestart } from '../facts/services.ts';
import { touches } from '../topology/subject.ts';
import type { Journey } from '../traces/journey.ts';
import { isOutside } from '../traces/layers.ts';

/**
 * Whether a finding accounts for a journey that fails: an error of what it has to pass. What other probes lost accounts for
 * it only where they know by what.
 */
export const explains = (findings: readonly Finding[], checks: readonly Check[], journey: Journey): boolean =>
  findings.some((finding) => {
    const isSeenOnWire = checks.some((check) => check.id === finding.check && isOfTheWire(check));
    return (
      finding.severity === 'error' &&
      isOnPath(finding, journey, isSeenOnWire) &&
      (!isSeenOnWire || isCauseKnown(finding)) &&
      touches(journey.subject, finding.subject)
    );
  });

/** Whether its fix takes away what it names, and does not only have an agent or a server do its work again. */
const isCauseKnown = ({ fix }: Finding): boolean =>
  fix?.commands.some((command) => !isRestart(command) && command[0] !== 'kill') === true;

/** What is between a guest and its DHCP server. */
const ofNetworks: readonly Layer[] = ['platform', 'tap', 'vlan', 'dhcp', 'security'];

/** Some layers matter to some journeys only. */
function isOnPath(
  { layer, check }: Finding,
  { from, to, destination, proto, crossings }: Journey,
  isSeenOnWire: boolean,
): boolean {
  const last = crossings.at(-1)?.to;
  const isToServer = last?.kind === 'stack' && last.namespace?.startsWith('qdhcp-') === true;
  if (proto.name === 'dhcp' || isToServer) return ofNetworks.includes(layer);
  // Routes to a tenant lead the host to its VMs, and nobody else.
  if (check.startsWith('tenant-route-')) return from === 'host' && destination === crossings.at(-1)?.to.address;
  switch (layer) {
    case 'host-route':
      return crossings.some((crossing) => [crossing.from, crossing.to].some(isOutside));
    case 'dhcp':
      return false;
    case 'metadata':
      return to === 'metadata';
    case 'floating-ip':
      // What is asked for by ARP is no translated address, but a gateway that is silent answers nobody.
      return to === destination && (proto.name !== 'arp' || isSeenOnWire);
    default:
      return true;
  }
}
