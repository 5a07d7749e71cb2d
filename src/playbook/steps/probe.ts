import * as z from 'zod';
import { strictMap } from '../schema-parts.ts';
import { common } from './common.ts';
import { type Probe, probeKindOf, probeKinds } from './probes/index.ts';
import type { StepKind } from './step-kind.ts';

const [first, second, ...others] = probeKinds.map(({ schema: own }) => own as z.ZodType<Probe>);
if (first === undefined || second === undefined) throw new Error('a union of probes needs two');

const schema = strictMap({
  ...common,
  probe: z
    .union([first, second, ...others])
    .describe('What is sent: a DHCPDISCOVER, pings to an address, a TCP connection, or ARP requests from each router'),
});

type ProbeStep = z.infer<typeof schema>;

const probeSeconds = 10;

/** Sends something, and judges whether and how it is answered. */
export const probe: StepKind<ProbeStep> = {
  name: 'probe',
  schema,
  docs: probeKinds.map(({ doc }) => doc),
  expects: ['answered', 'number', 'json', 'contains', 'matches'],
  sends: () => true,
  mayRunBeside: () => false,
  ownPlace: (step) => probeKindOf(step.probe).ownPlace,
  commands: (step, namespace) => probeKindOf(step.probe).commands(step.probe, namespace),
  templates: ({ probe: sent }) =>
    typeof sent === 'string'
      ? []
      : Object.entries(sent).flatMap(([name, word]) =>
          typeof word === 'string' ? [{ word, path: ['probe', name] }] : [],
        ),
  mistakes: () => [],
  valuesAt: (step, place, values) => probeKindOf(step.probe).valuesAt(step.probe, place, values),
  timeoutSeconds: () => probeSeconds,
  perform: async (host, topology, tasks) => {
    const [task] = tasks;
    return task === undefined ? [] : probeKindOf(task.step.probe).perform(host, topology, tasks);
  },
};
