import * as z from 'zod';
import { mapKnown } from '../../facts/known.ts';
import { within } from '../../facts/within.ts';
import { type FrameFacts, frameFacts } from '../../packets/frame-facts.ts';
import { captureWords, startCapture } from '../../probes/capture.ts';
import { signalOnce } from '../../probes/signal.ts';
import { publishPacket } from '../../report/dhcp/json.ts';
import type { Output } from '../../topology/step-runs.ts';
import { strictMap } from '../schema-parts.ts';
import { fillWord } from '../template.ts';
import { common, plain, seconds } from './common.ts';
import { packetsText } from './outputs.ts';
import type { StepKind } from './step-kind.ts';

const schema = strictMap({
  ...common,
  capture: strictMap({
    device: plain.describe('Where it listens'),
    filter: plain.default('').describe("Which packets count, in tcpdump's words; without it, all"),
    most: z.int().min(1).max(1000).default(100).describe('It ends when so many have come'),
  }),
  seconds: seconds.describe('How long it listens'),
});

type CaptureStep = z.infer<typeof schema>;

/** Listens on a device, for some time or until enough packets have come. */
export const capture: StepKind<CaptureStep> = {
  name: 'capture',
  schema,
  docs: [{ form: '`capture: {device: DEVICE, filter: FILTER}`', does: 'nothing', tells: 'the packets' }],
  expects: ['packets', 'json', 'contains', 'matches'],
  sends: () => false,
  mayRunBeside: () => false,
  ownPlace: () => undefined,
  commands: ({ capture: { device, filter } }, namespace) => [within(namespace, ...captureWords(device, filter))],
  templates: ({ capture: { device, filter } }) => [
    { word: device, path: ['capture', 'device'] },
    { word: filter, path: ['capture', 'filter'] },
  ],
  mistakes: () => [],
  valuesAt: () => ({}),
  timeoutSeconds: (step) => step.seconds,
  perform: async (host, _topology, tasks) => {
    const heard = signalOnce();
    const captures = tasks.map(({ step, place: { namespace }, values }) => ({
      most: step.capture.most,
      ...startCapture(
        host,
        { device: fillWord(step.capture.device, values), namespace },
        {
          filter: fillWord(step.capture.filter, values),
          milliseconds: step.seconds * 1000,
          read: (captured) => [frameFacts(captured)],
          onPacket: heard.ring,
        },
      ),
    }));
    await Promise.all(captures.map(({ started }) => started));
    const longest = Math.max(...tasks.map(({ step }) => step.seconds * 1000));
    await heard.until(host, longest, () => captures.every(({ packets, most }) => packets.length >= most));
    const ends = await Promise.all(captures.map(async ({ end, most }) => ({ packets: await end(), most })));
    return ends.map(({ packets, most }) =>
      mapKnown(packets, (all): Output => {
        const counted = all.slice(0, most);
        return { exitCode: 0, text: packetsText(counted.map(publishFrame)), packets: counted.length };
      }),
    );
  },
};

const publishFrame = ({ dhcp, ...rest }: FrameFacts) =>
  dhcp === undefined ? rest : { ...rest, dhcp: publishPacket(dhcp) };
