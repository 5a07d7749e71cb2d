import { mapKnown, unknown } from '../../../facts/known.ts';
import { within } from '../../../facts/within.ts';
import { askForAll, isAnswerOf } from '../../../probes/arp-probe.ts';
import { captureWords } from '../../../probes/capture.ts';
import { packetOutWords } from '../../../probes/packet-out.ts';
import { askerOf } from '../../../probes/watch-reach.ts';
import { isInRange, rangeOf } from '../../../topology/addresses.ts';
import { type AskingLeg, askingLegs } from '../../../topology/reaches.ts';
import type { Output } from '../../../topology/step-runs.ts';
import { strictMap } from '../../schema-parts.ts';
import { fillWord, NoValue, type Values } from '../../template.ts';
import { plain } from '../common.ts';
import { packetsText } from '../outputs.ts';
import type { StepPlace } from '../step-kind.ts';
import type { ProbeKind } from './probe-kind.ts';

interface Sent {
  readonly arp: string;
}

export const arp: ProbeKind<Sent> = {
  name: 'arp',
  schema: strictMap({ arp: plain }),
  doc: {
    form: '`probe: {arp: ADDRESS}`',
    does: 'ARP requests from the port that each router has in that subnet',
    tells: 'the answers',
  },
  ownPlace: 'router',
  commands: (sent) => [
    within('{{router.namespace}}', ...captureWords('{{router.device}}', 'arp')),
    packetOutWords('{{bridge}}', '{{port}}', `{{an ARP request for ${sent.arp}}}`),
  ],
  valuesAt: (sent, place, values) => ({ 'router.device': askingAt(sent, place, values)?.leg.from.device }),
  perform: (host, _topology, tasks) =>
    Promise.all(
      tasks.map(async ({ step, place, values }) => {
        const asking = askingAt(step.probe, place, values);
        if (asking === undefined) return unknown('no router port to send ARP requests from');
        const { leg, address } = asking;
        return mapKnown(await askForAll(host, askerOf(leg), [address]), (packets): Output => {
          const answers = packets.filter((packet) => isAnswerOf(packet, address));
          return { exitCode: 0, text: packetsText(answers), answered: answers.length > 0 };
        });
      }),
    ),
};

/** The port by which a router asks for an address. */
function askingAt(
  sent: Sent,
  { router }: StepPlace,
  values: Values,
): { readonly leg: AskingLeg; readonly address: string } | undefined {
  if (router === undefined) return undefined;
  const address = fillWord(sent.arp, values);
  const leg = askingLegs(router).find(({ own }) => isInRange(address, rangeOf(own)));
  if (leg === undefined) {
    throw new NoValue(`${router.namespace} has no port in the subnet of ${address}`);
  }
  return { leg, address };
}
