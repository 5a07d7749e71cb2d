import { type Known, known, mapKnown, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import type { Command, CommandResult, Host } from '../host/host.ts';
import { type FrameFacts, frameFacts } from '../packets/frame-facts.ts';
import { askForAll, isAnswerOf } from '../probes/arp-probe.ts';
import { bell } from '../probes/bell.ts';
import { startCapture } from '../probes/capture.ts';
import { isAnswered } from '../probes/connect.ts';
import { askerOf } from '../probes/watch-reach.ts';
import { publishPacket } from '../report/dhcp-json.ts';
import type { AskingLeg } from '../topology/reaches.ts';
import type { Output } from '../topology/step-runs.ts';
import type { Topology } from '../topology/types.ts';
import type { StepPlace } from './places.ts';
import { type CaptureStep, isArp, type OwnStep } from './step-schema.ts';
import { fillWord, type Values } from './template.ts';

/** A step at one of its places, with all that its templates may use. */
export interface Task {
  readonly step: OwnStep;
  readonly place: StepPlace;
  readonly values: Values;
  /** The first of its commands, its templates filled in. */
  readonly command: Command;
  /** For ARP: who asks, and for which address. */
  readonly asking: { readonly leg: AskingLeg; readonly address: string } | undefined;
}

/** Does what a step says, at all its places side by side. */
export function perform(host: Host, topology: Topology, tasks: readonly Task[]): Promise<readonly Known<Output>[]> {
  const [first] = tasks;
  if (first === undefined) return Promise.resolve([]);
  const { step } = first;
  if ('capture' in step) return listen(host, tasks, step);
  if ('probe' in step && step.probe === 'dhcp') {
    return Promise.resolve(tasks.map(({ place }) => offersTo(topology, place)));
  }
  return 'probe' in step && isArp(step.probe)
    ? Promise.all(tasks.map((task) => askByArp(host, task)))
    : run(host, tasks);
}

async function run(host: Host, tasks: readonly Task[]): Promise<readonly Known<Output>[]> {
  const results = await host.run(tasks.map(({ command }) => command));
  return tasks.map(({ step, command }, index) => {
    const result = results[index] ?? { kind: 'aborted' };
    return 'probe' in step ? answerOf(command, result) : outputOf(command, result);
  });
}

const longestOutput = 1024 * 1024;

/** Any exit code is an answer, but for those by which `ip netns exec` and the shell say that nothing was run. */
function outputOf(command: Command, result: CommandResult): Known<Output> {
  if (result.kind !== 'exited') return unknown(failureOf(command, result) ?? 'it was not run');
  const { exitCode, stdout, stderr } = result;
  const isNotRun = /^(?:exec of .* failed|Cannot open network namespace|setting the network namespace)/m.test(stderr);
  if (exitCode !== 0 && (isNotRun || exitCode > 125)) {
    return unknown(failureOf(command, result) ?? `it ended with exit code ${exitCode}`);
  }
  if (stdout.length > longestOutput) return unknown(`\`${command.argv.join(' ')}\` printed more than 1 MiB`);
  return known({ exitCode, text: stdout });
}

/** A tool that failed for a reason of its own has not asked. */
function answerOf(command: Command, result: CommandResult): Known<Output> {
  const output = outputOf(command, result);
  if (!output.known || result.kind !== 'exited') return output;
  const text = `${result.stdout}${result.stderr}`;
  const answered = isAnswered(result.exitCode, text);
  return answered === undefined
    ? unknown(failureOf(command, result) ?? 'it was not run')
    : known({ ...output.value, text, answered });
}

/** Packets are told as JSON, so that expectations can look for any part of them. */
const packetsText = (packets: readonly unknown[]): string => JSON.stringify(packets, null, 1);

const publishFrame = ({ dhcp, ...rest }: FrameFacts) =>
  dhcp === undefined ? rest : { ...rest, dhcp: publishPacket(dhcp) };

async function listen(host: Host, tasks: readonly Task[], step: CaptureStep): Promise<readonly Known<Output>[]> {
  const { most } = step.capture;
  const milliseconds = step.seconds * 1000;
  const heard = bell();
  const captures = tasks.map(({ place: { namespace }, values }) =>
    startCapture(
      host,
      { device: fillWord(step.capture.device, values), namespace },
      {
        filter: fillWord(step.capture.filter, values),
        milliseconds,
        read: (captured) => [frameFacts(captured)],
        onPacket: heard.ring,
      },
    ),
  );
  await Promise.all(captures.map(({ started }) => started));
  await heard.until(host, milliseconds, () => captures.every(({ packets }) => packets.length >= most));
  const ends = await Promise.all(captures.map((capture) => capture.end()));
  return ends.map((packets) =>
    mapKnown(packets, (all): Output => {
      const counted = all.slice(0, most);
      return { exitCode: 0, text: packetsText(counted.map(publishFrame)), packets: counted.length };
    }),
  );
}

/** The OFFERs that came to where the client is, or as near to it as was looked. */
function offersTo({ dhcpWatches }: Topology, { subject }: StepPlace): Known<Output> {
  if (!dhcpWatches.known) return dhcpWatches;
  const watch = dhcpWatches.value.find(({ isProbe, subject: asked }) => isProbe && asked.id === subject.id);
  if (watch === undefined) return unknown('there is no VM and no router here in whose name DHCP could be asked');
  if (!watch.sent.known) return watch.sent;
  const nearest = watch.points.at(-1)?.packets ?? unknown('nothing was looked at');
  return mapKnown(nearest, (packets): Output => {
    const offers = packets.filter(({ type }) => type === 'OFFER');
    return { exitCode: 0, text: packetsText(offers.map(publishPacket)), answered: offers.length > 0 };
  });
}

async function askByArp(host: Host, { asking }: Task): Promise<Known<Output>> {
  if (asking === undefined) return unknown('nobody is there to ask');
  const { leg, address } = asking;
  return mapKnown(await askForAll(host, askerOf(leg), [address]), (packets): Output => {
    const answers = packets.filter((packet) => isAnswerOf(packet, address));
    return { exitCode: 0, text: packetsText(answers), answered: answers.length > 0 };
  });
}
