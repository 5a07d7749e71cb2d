import * as z from 'zod';
import { type Known, mapKnown, unknown } from '../../../facts/known.ts';
import { within } from '../../../facts/within.ts';
import { captureWords } from '../../../probes/capture.ts';
import { dhcpFilter } from '../../../probes/capture-dhcp.ts';
import { packetOutWords } from '../../../probes/packet-out.ts';
import { publishPacket } from '../../../report/dhcp/json.ts';
import type { Inputs } from '../../../topology/index.ts';
import type { Output } from '../../../topology/step-runs.ts';
import { packetsText } from '../outputs.ts';
import type { StepPlace } from '../step-kind.ts';
import type { ProbeKind } from './probe-kind.ts';

/** Asks each DHCP server for an OFFER, in a VM's name; the run has done so by then. */
export const dhcp: ProbeKind<'dhcp'> = {
  name: 'dhcp',
  schema: z.literal('dhcp'),
  doc: {
    form: '`probe: dhcp`',
    does: "one DHCPDISCOVER for each DHCP server, in a VM's name; it takes no lease",
    tells: 'the OFFERs at the VM',
  },
  ownPlace: 'dhcp',
  commands: () => [
    within('{{dhcp.namespace}}', ...captureWords('{{dhcp.device}}', dhcpFilter)),
    captureWords("{{each of the VM's devices}}", dhcpFilter),
    packetOutWords('{{bridge}}', '{{port}}', '{{a DHCPDISCOVER}}'),
  ],
  valuesAt: () => ({}),
  perform: async (_host, topology, tasks) => tasks.map(({ place }) => offersTo(topology, place)),
};

/** The OFFERs that came to where the client is, or as near to it as was looked. */
function offersTo({ dhcpWatches }: Inputs<'dhcpWatches'>, { subject }: StepPlace): Known<Output> {
  if (!dhcpWatches.known) return unknown(dhcpWatches.reason);
  const watch = dhcpWatches.value.find(({ isProbe, subject: asked }) => isProbe && asked.id === subject.id);
  if (watch === undefined) return unknown('no VM or router on this network to send DHCP requests for');
  if (!watch.sent.known) return unknown(watch.sent.reason);
  const nearest = watch.points.at(-1)?.packets ?? unknown('nothing was captured');
  return mapKnown(nearest, (packets): Output => {
    const offers = packets.filter(({ type }) => type === 'OFFER');
    return { exitCode: 0, text: packetsText(offers.map(publishPacket)), answered: offers.length > 0 };
  });
}
