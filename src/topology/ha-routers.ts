import type { Facts } from '../facts/collect.ts';
import { type Known, known, mapKnown, unknown } from '../facts/known.ts';
import { type Process, processesOf } from '../facts/processes.ts';
import type { Interface } from '../facts/stack.ts';
import { addressesOn, isInRange } from './addresses.ts';
import { isToSubnet } from './hidden-addresses.ts';
import type { Subject } from './subject.ts';
import type { HostView, Router } from './types.ts';

/** The instance of an HA router on this host. */
export interface HaRouter {
  readonly subject: Subject;
  readonly router: Router;
  /** As the file of that name has it: `primary` (`master` before Wallaby), `backup`, `fault`; nothing before its first start. */
  readonly state: Known<string | undefined>;
  /** The device by which it hears of the other instances. */
  readonly device: Known<Interface | undefined>;
  /** Whether keepalived holds its own address there, which it does while it is the active one. */
  readonly isActive: Known<boolean>;
  readonly keepalived: Known<readonly Process[]>;
  /** What watches that address, and tells the agent and the server. */
  readonly monitors: Known<readonly Process[]>;
  readonly host: HostView;
}

/** keepalived.py: the first range of 169.254.0.0/16 that is free of others, by a prefix of 24. */
const activeRange = '169.254.0.0/16';
const activePrefix = 24;

/** The HA routers of this host, recognised by their state file or the device `ha-…`. */
export function haRoutersOf(facts: Facts, host: HostView, routers: readonly Router[]): readonly HaRouter[] {
  return routers
    .filter(({ mode }) => mode === 'active' || mode === 'standby')
    .map((router): HaRouter => {
      const device = haDeviceOf(router);
      return {
        subject: router.subject,
        router,
        state: mapKnown(facts.agentFiles, ({ haState }) => haState.get(router.id)),
        device,
        isActive: mapKnown(device, (it) => it !== undefined && holdsActive(it, router)),
        keepalived: runningFor(facts, 'keepalived', router.id),
        monitors: runningFor(facts, 'neutron-keepalived-state-change', router.id),
        host,
      };
    });
}

/** Where not every address is shown, the kernel's route to its subnet tells of it. */
function holdsActive(device: Interface, { stack }: Router): boolean {
  if (addressesOn(device).some(isOfActive)) return true;
  if (device.hasEveryAddress || !stack.routes.known) return false;
  return stack.routes.value.some((route) => {
    const [address = '', prefixLength] = route.destination.split('/');
    return (
      route.device === device.name && isToSubnet(route) && isOfActive({ address, prefixLength: Number(prefixLength) })
    );
  });
}

const isOfActive = ({ address, prefixLength }: { readonly address: string; readonly prefixLength: number }): boolean =>
  prefixLength === activePrefix && isInRange(address, activeRange);

function haDeviceOf({ stack }: Router): HaRouter['device'] {
  if (!stack.interfaces.known) return stack.interfaces;
  const found = stack.interfaces.value.find(({ name }) => name.startsWith('ha-'));
  return found === undefined && !stack.isComplete ? unknown('its namespace was not read to the end') : known(found);
}

const runningFor = (facts: Facts, program: string, id: string): Known<readonly Process[]> =>
  mapKnown(facts.processes, (all) => processesOf(all, program).filter(({ args }) => args.includes(id)));
