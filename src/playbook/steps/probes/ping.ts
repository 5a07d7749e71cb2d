import { within } from '../../../facts/within.ts';
import { pingWords } from '../../../probes/connect.ts';
import { strictMap } from '../../schema-parts.ts';
import { plain } from '../common.ts';
import { answerOf, runCommands } from '../outputs.ts';
import type { ProbeKind } from './probe-kind.ts';

export const ping: ProbeKind<{ readonly ping: string }> = {
  name: 'ping',
  schema: strictMap({ ping: plain }),
  doc: {
    form: '`probe: {ping: ADDRESS}`',
    does: 'three echo requests, from where the step runs',
    tells: 'what ping prints',
  },
  commands: (sent, namespace) => [within(namespace, ...pingWords(sent.ping))],
  valuesAt: () => ({}),
  perform: (host, _topology, tasks) => runCommands(host, tasks, answerOf),
};
