import * as z from 'zod';
import { within } from '../../facts/within.ts';
import { objectionTo } from '../changing.ts';
import { strictMap } from '../schema-parts.ts';
import { argv, common, seconds } from './common.ts';
import { outputOf, runCommands } from './outputs.ts';
import type { StepKind } from './step-kind.ts';

const schema = strictMap({
  ...common,
  command: argv.describe('The tool and its words, one by one: it is never a line for a shell'),
  reads: z.boolean().describe('true: it only looks. false: it sends packets too, and is left out with --passive'),
  seconds: seconds.describe('How long it may take'),
});

type CommandStep = z.infer<typeof schema>;

/** Runs a tool and judges what it prints. */
export const command: StepKind<CommandStep> = {
  name: 'command',
  schema,
  docs: [
    {
      form: '`command: [TOOL, WORD, …]`, `reads`',
      does: 'nothing with `reads: true`, else what the tool sends',
      tells: 'what the tool prints',
    },
  ],
  expects: ['exit', 'lines', 'number', 'json', 'contains', 'matches'],
  sends: ({ reads }) => !reads,
  mayRunBeside: ({ reads }) => reads,
  ownPlace: () => undefined,
  commands: ({ command: [tool = '', ...words] }, namespace) => [within(namespace, tool, ...words)],
  templates: ({ command: words }) => words.map((word, index) => ({ word, path: ['command', index] })),
  mistakes: ({ command: words }) => {
    const objection = objectionTo(words);
    return [
      ...(/\{\{/.test(words[0] ?? '') ? [{ path: ['command', 0], message: 'The tool cannot be a template.' }] : []),
      ...(objection === undefined ? [] : [{ path: ['command'], message: `${objection}.` }]),
    ];
  },
  valuesAt: () => ({}),
  timeoutSeconds: (step) => step.seconds,
  perform: (host, _topology, tasks) => runCommands(host, tasks, outputOf),
};
