import * as z from 'zod';
import { ip } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, whereOf } from './blocker.ts';
import { devicesOf, type GapDevice, layerOfDevice } from './places.ts';

const question = ({ device, namespace }: GapDevice): Question => ({
  argv: ip(namespace, '-j', '-d', 'link', 'show', 'dev', device),
});

const linkSchema = z.object({
  ifname: z.string(),
  flags: z.array(z.string()),
  mtu: z.number(),
  xdp: z.object({ mode: z.number() }).optional(),
});

/** Devices at the edge of a gap: too small an MTU, ARP or the device itself switched off, a program at its receive path. */
export const linkState: Blocker = {
  id: 'device-setting',
  commands: (gap) => uniqueDevices(gap).map(question),
  judge: (gap, readings) =>
    uniqueDevices(gap).flatMap((place) => {
      const asked = question(place);
      const link = read(readings.text(asked));
      if (link === undefined) return [];
      const show = (output: string) => [{ command: asked.argv, where: whereOf(place.namespace), output }];
      const { from } = gap.crossing;
      const senders = new Set([undefined, ...(from.kind === 'stack' ? [from.namespace] : [])]);
      const forget = [...senders].map((namespace) => ip(namespace, 'route', 'flush', 'cache'));
      const change = (...words: readonly string[]) => ip(place.namespace, 'link', 'set', 'dev', place.device, ...words);
      const causes: Omit<Cause, 'layer'>[] = [];
      const at = `${place.device} on ${place.namespace ?? 'the host'}`;
      if (link.mtu < gap.packet.bytes && gap.arp === undefined) {
        causes.push({
          blocker: 'device-setting',
          certainty: 'decided',
          mtu: { bytes: link.mtu, isLearned: false },
          summary: `${at} has MTU ${link.mtu}; packets of ${gap.packet.bytes} bytes, which its network carries, don't fit.`,
          evidence: show(`mtu ${link.mtu}`),
          fix: {
            summary: `Set the MTU of ${place.device} to ${gap.packet.bytes}`,
            risk: 'safe',
            // Who was told of the small MTU remembers it for ten minutes.
            commands: [change('mtu', String(gap.packet.bytes)), ...forget],
            undo: [change('mtu', String(link.mtu))],
            permanent: 'Find what set the MTU (a network configuration, a script) and correct it there.',
          },
        });
      }
      if (link.flags.includes('NOARP')) {
        causes.push({
          blocker: 'device-setting',
          certainty: 'decided',
          summary: `ARP is switched off at ${at} (NOARP): it neither asks nor answers.`,
          evidence: show(`<${link.flags.join(',')}>`),
          fix: {
            summary: `Switch ARP on at ${place.device}`,
            risk: 'safe',
            commands: [change('arp', 'on')],
            undo: [change('arp', 'off')],
            permanent: 'Find what switched it off (a network configuration, a script) and correct it there.',
          },
        });
      }
      if (!link.flags.includes('UP')) {
        causes.push({
          blocker: 'device-setting',
          certainty: 'decided',
          summary: `${at} is down.`,
          evidence: show(`<${link.flags.join(',')}>`),
          fix: {
            summary: `Set ${place.device} up`,
            risk: 'safe',
            commands: [change('up')],
            undo: [change('down')],
            permanent: 'Find what set it down and correct it there.',
          },
        });
      }
      if (link.xdp !== undefined && place.side === 'in') {
        causes.push({
          blocker: 'device-setting',
          certainty: 'possible',
          summary: `An XDP program is attached to ${at}, and may drop what comes in: only who attached it can tell.`,
          evidence: show(JSON.stringify(link.xdp)),
          fix: null,
        });
      }
      return causes.map((cause) => ({ ...cause, ...layerOfDevice(gap, place) }));
    }),
};

const uniqueDevices = (gap: Gap): readonly GapDevice[] => [
  ...new Map(devicesOf(gap).map((each) => [`${each.namespace} ${each.device}`, each])).values(),
];

function read(text: string | undefined): z.infer<typeof linkSchema> | undefined {
  if (text === undefined) return undefined;
  try {
    return z.array(linkSchema).parse(JSON.parse(text))[0];
  } catch {
    return undefined;
  }
}
