import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'router-bare',
  layer: 'router',
  title: 'Namespace of a router holds nothing but lo',
  why: 'A router without qr and qg routes nothing: the L3 agent made its namespace and got no further.',
  symptom: 'VMs have an address and no gateway, and `ip a` in the namespace of the router shows lo alone.',
  remedy: "Read the L3 agent's log for the router, remove the reason, and restart the agent, which gives it its ports.",
  limits:
    'Read from a saved text. The namespace may be left over from a router that was deleted, so it only warns; it is silent where another router of the host is seen.',
  sources: [
    'https://blog.oddbit.com/post/2015-03-09-diagnosing-problems-with-an-openstack-deplo/',
    'https://bugs.launchpad.net/bugs/1052535',
  ],
  severity: 'warning',
  each: 'statements',
  with: ['routers'],
  explainedBy: ['router-empty', 'agent-task-failed', 'l3-agent-not-running'],
  applies: says('router-bare'),
  judge: (item, { routers }) =>
    valuesOf(routers).some(({ stack }) => valuesOf(stack.interfaces).some(({ name }) => name !== 'lo'))
      ? undefined
      : statedFault(item, 'router-bare', () => ({
          summary: `There is nothing but lo${placeOf(item)}: the L3 agent has set up no port of the router, or it was deleted.`,
          fix: null,
        })),
});
