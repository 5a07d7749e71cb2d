import type { Facts } from '../facts/index.ts';
import { type Known, known, mapKnown, unknown, valuesOf } from '../facts/known.ts';
import { type Process, processesOf } from '../facts/processes.ts';
import type { Interface } from '../facts/stack.ts';
import { holdsActive } from './active-address.ts';
import { defineSection } from './define-section.ts';
import { type Router, routers } from './routers.ts';
import type { Subject } from './subject.ts';

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
}

type Sources = Pick<Facts, 'agentFiles' | 'processes'>;

export const haRouters = defineSection({
  name: 'haRouters',
  standsAlone: true,
  facts: ['agentFiles', 'processes'],
  needs: [routers],
  build: ({ agentFiles, processes }, sections) =>
    mapKnown(sections.routers, (all) => haRoutersOf({ agentFiles, processes }, all)),
});

/** The HA routers of this host, recognised by their state file or the device `ha-…`. */
function haRoutersOf(facts: Sources, routers: readonly Router[]): readonly HaRouter[] {
  return routers
    .filter(({ mode }) => mode === 'active' || mode === 'standby')
    .map((router): HaRouter => {
      const device = haDeviceOf(router);
      return {
        subject: router.subject,
        router,
        state: mapKnown(facts.agentFiles, ({ haState }) => haState.get(router.id)),
        device,
        isActive: mapKnown(device, (it) => it !== undefined && holdsActive(it, router.stack)),
        keepalived: runningFor(facts, 'keepalived', router.id),
        monitors: runningFor(facts, 'neutron-keepalived-state-change', router.id),
      };
    });
}

function haDeviceOf({ stack }: Router): HaRouter['device'] {
  const found = valuesOf(stack.interfaces).find(({ name }) => name.startsWith('ha-'));
  if (found === undefined && !stack.interfaces.known) return unknown(stack.interfaces.reason);
  return found === undefined && !stack.isComplete ? unknown('its namespace was not read to the end') : known(found);
}

const runningFor = (facts: Sources, program: string, id: string): Known<readonly Process[]> =>
  mapKnown(facts.processes, (all) => processesOf(all, program).filter(({ args }) => args.includes(id)));
