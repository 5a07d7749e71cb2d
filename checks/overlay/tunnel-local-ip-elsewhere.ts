import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Interface } from '../../src/facts/stack.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { addressesOn, cidrOf, isInRange, rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'tunnel-local-ip-elsewhere',
  layer: 'overlay',
  title: 'No device that is shown has local_ip',
  why: 'A tunnel starts at local_ip: where no device has it, packets neither leave nor arrive.',
  symptom: 'VMs of one host get no address and reach nobody on other hosts, while the tunnels are all there.',
  remedy:
    "Set local_ip in section [ovs] of the L2 agent's settings to this host's address towards its peers, and restart the agent.",
  limits:
    'Read from `ovs-vsctl show` or the settings in a saved text, beside addresses of it. It warns, as a device that is not shown may hold the address; silent where the text shows an address of a peer, too.',
  sources: ['https://bugs.launchpad.net/bugs/1408603', 'https://github.com/CSSCorp/openstack-automation/issues/3'],
  severity: 'warning',
  each: 'statements',
  with: ['hostStack', 'statements'],
  ofAnyDriver: true,
  explainedBy: ['tunnel-local-address-missing'],
  applies: says('tunnel-local-ip'),
  judge: (item, { hostStack, statements }) =>
    statedFault(item, 'tunnel-local-ip', ({ address, by, remotes }) => {
      const devices = valuesOf(hostStack.interfaces);
      const held = devices.flatMap((device) => addressesOn(device).map((one) => one.address));
      const all = valuesOf(statements).flatMap(({ statement }) =>
        statement.kind === 'tunnel-local-ip' ? [statement] : [],
      );
      const peers = [...remotes, ...all.flatMap((other) => other.remotes)];
      if (hostStack.isComplete && by === 'switch') return undefined;
      if (held.includes(address) || held.some((one) => peers.includes(one))) return undefined;
      const whose = by === 'switch' ? 'the tunnels' : 'the L2 agent';
      const near = devices.find((device) => isNear(device, address));
      if (near !== undefined)
        return {
          summary: `local_ip of ${whose} is ${address}, but in that range ${near.name} has ${subnetAddressesOn(near).map(cidrOf).join(', ')}, and no device that is shown has ${address}.`,
          fix: null,
        };
      const tunnels = all.filter((other) => other.by === 'switch').map((other) => other.address);
      if (by === 'settings' && tunnels.length > 0 && !tunnels.includes(address))
        return {
          summary: `local_ip of ${whose} is ${address}, but its tunnels have ${[...new Set(tunnels)].join(', ')}: the agent has not been restarted since.`,
          fix: null,
        };
      const isWhole = hostStack.interfaces.known && devices.some(({ name }) => name === 'lo');
      if (!isWhole || held.length < 2) return undefined;
      return { summary: `local_ip of ${whose} is ${address}, which no device that is shown has.`, fix: null };
    }),
});

const isNear = (device: Interface, address: string): boolean =>
  device.name !== 'lo' && subnetAddressesOn(device).some((one) => isInRange(address, rangeOf(one)));
