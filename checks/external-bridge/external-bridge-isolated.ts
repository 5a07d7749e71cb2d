import { defineCheck } from '../../src/engine/check.ts';
import { type Known, seenOf, valuesOf } from '../../src/facts/known.ts';
import { missingCommandIn } from '../../src/facts/result.ts';
import type { Interface } from '../../src/facts/stack.ts';
import type { StatementKind } from '../../src/facts/statements/statement.ts';
import type { SwitchDatabase } from '../../src/facts/switch.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { ipv4Of } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-bridge-isolated',
  layer: 'external-bridge',
  title: 'External bridge has no port that leads out',
  why: 'What routers and provider networks send to such a bridge never leaves the host.',
  symptom: 'No VM reaches the outside and no floating IP answers; ARP for the external gateway gets no reply.',
  remedy:
    'Add the NIC of the external network to the bridge: `ovs-vsctl add-port br-ex NIC`, without an address on it.',
  limits:
    'Read from `ovs-vsctl show` or `list-ports` in a saved text. The host may be the gateway, as in all-in-one installations; silent where the bridge has an address or a route of the host, or routers are seen inside and nothing of them fails.',
  sources: [
    'https://github.com/dardelean/openstack-network-check',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['hostStack', 'switchDatabase', 'externalBridges', 'routers', 'statements'],
  explainedBy: ['external-uplink-missing', 'external-nic-not-bridged', 'external-nic-gone'],
  applies: says('bridge-isolated'),
  judge: (item, { hostStack, switchDatabase, externalBridges, routers, statements }) =>
    statedFault(item, 'bridge-isolated', ({ bridge, ports }) => {
      const own = valuesOf(hostStack.interfaces).find(({ name }) => name === bridge);
      // With an address on the bridge the host may be the gateway; where none is told, it may have one.
      const hasAddress = own === undefined ? isListed(hostStack.interfaces) : ipv4Of(own)?.length !== 0;
      // The kernel has a route by a bridge only where somebody gave it to the host.
      const isGateway = hasAddress || valuesOf(hostStack.routes).some(({ device }) => device === bridge);
      // Another output of the same host may show a port that this one lacks, or the same without a way out on purpose.
      const others = seenPorts(switchDatabase, bridge).filter((name) => name !== bridge && !ports.includes(name));
      const isJudged = externalBridges.known && hostStack.isComplete;
      if (isGateway || isJudged || others.length > 0) return undefined;
      // Who looked into the routers, too, and shows no failure, has nothing to complain of.
      const isLookedInto = valuesOf(routers).some(({ stack }) => valuesOf(stack.interfaces).length > 0);
      const isSilent = valuesOf(statements).some(({ statement }) => silences.has(statement.kind));
      if (isLookedInto && !isSilent && item.command?.includes('show') === true) return undefined;
      const held = ports.filter((name) => name !== bridge);
      return {
        summary: `${bridge} has no port that leads out of the host (${held.length === 0 ? 'it has none at all' : `only ${held.join(', ')}`}); unless this host is the gateway of the external network, nothing gets in or out.`,
        fix: null,
      };
    }),
});

/** Somebody saved a list of all devices, whether it could be read or not. */
function isListed(devices: Known<readonly Interface[]>): boolean {
  if (devices.known || valuesOf(devices).some(({ name }) => name === 'lo')) return true;
  const isSelection = /^an excerpt: (?:ip|ifconfig) [^|]*$/.test(devices.reason);
  return missingCommandIn(devices.reason) === undefined && !isSelection;
}

const silences: ReadonlySet<StatementKind> = new Set([
  'echo-unanswered',
  'neighbour-unanswered',
  'destination-unrouted',
]);

const seenPorts = (database: Known<SwitchDatabase>, bridge: string): readonly string[] =>
  (seenOf(database)?.bridges ?? [])
    .filter(({ name }) => name === bridge)
    .flatMap(({ ports }) => ports.map(({ name }) => name));
