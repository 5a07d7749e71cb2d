import * as z from 'zod';
import { within } from '../../../facts/within.ts';
import { connectWords } from '../../../probes/connect.ts';
import { strictMap, text } from '../../schema-parts.ts';
import { plain } from '../common.ts';
import { answerOf, runCommands } from '../outputs.ts';
import type { ProbeKind } from './probe-kind.ts';

export const tcp: ProbeKind<{ readonly tcp: string; readonly port: number | string }> = {
  name: 'tcp',
  schema: strictMap({ tcp: plain, port: z.union([z.int().min(1).max(65_535), text]) }),
  doc: { form: '`probe: {tcp: ADDRESS, port: PORT}`', does: 'one connection, closed at once', tells: 'why it failed' },
  commands: (sent, namespace) => [within(namespace, ...connectWords(sent.tcp, String(sent.port)))],
  valuesAt: () => ({}),
  perform: (host, _topology, tasks) => runCommands(host, tasks, answerOf),
};
