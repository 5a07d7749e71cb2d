import { type Known, known, unknown, valuesOf } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import { type Host, runOne } from '../host/host.ts';
import type { Topology } from '../topology/index.ts';
import type { NovaConnection } from '../topology/metadata.ts';
import { answerIn, connectWords } from './connect.ts';

/** One that is lost may be a coincidence. */
const tries = 2;

/** Connects to nova's metadata API as this host's metadata agent does. */
export async function watchNova(
  host: Host,
  { metadataServices }: Pick<Topology, 'metadataServices'>,
): Promise<Known<readonly NovaConnection[]>> {
  const connections = valuesOf(metadataServices).map(async ({ subject, agents, place }) => {
    const [agent] = valuesOf(agents);
    const nova = place.known ? place.value : undefined;
    // An agent in a network namespace of its own, as in some containers, takes a way that this host does not.
    if (agent?.whereabouts?.in !== 'host' || nova === undefined) return [];
    const command = connectWords(nova.host, String(nova.port));
    const failure = await failureOfConnection(host, command);
    return failure === undefined ? [] : [{ subject, nova, command, failure }];
  });
  return known((await Promise.all(connections)).flat());
}

/** Undefined where a recording holds none. */
async function failureOfConnection(
  host: Host,
  argv: ReturnType<typeof connectWords>,
): Promise<NovaConnection['failure'] | undefined> {
  let failure: NovaConnection['failure'] = known(undefined);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    // Each has an answer of its own in a recording; the words read nothing of it.
    const result = await runOne(host, { argv, input: `nova ${attempt}\n` });
    if (result.kind === 'not-recorded') return undefined;
    if (result.kind !== 'exited') return unknown(failureOf({ argv }, result) ?? result.kind);
    const { exitCode, stderr } = result;
    const output = stderr.trim();
    const answer = /[Nn]ame or service not known|[Nn]ame resolution/.test(output)
      ? 'its name has no address'
      : answerIn(exitCode, output);
    if (answer === true) return known(undefined);
    failure = answer === undefined ? unknown(output) : known({ reason: answer, output, exitCode });
  }
  return failure;
}
