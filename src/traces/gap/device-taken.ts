import * as z from 'zod';
import { ip } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Remedy, whereOf } from './blocker.ts';
import { type GapDevice, layerOfDevice } from './places.ts';

/** The device by which a packet came to a stack that did not take it. */
function deviceOf({ segment, after }: Gap): GapDevice | undefined {
  if (segment.kind !== 'stack' || segment.in === undefined || after?.device !== segment.in) return undefined;
  return { device: segment.in, namespace: segment.namespace, side: 'in' };
}

const itself = ({ device, namespace }: GapDevice): Question => ({
  argv: ip(namespace, '-j', '-d', 'link', 'show', 'dev', device),
});
const macvlans = ({ namespace }: GapDevice): Question => ({
  argv: ip(namespace, '-j', '-d', 'link', 'show', 'type', 'macvlan'),
});

const linkSchema = z.object({
  ifname: z.string(),
  address: z.string().optional(),
  link: z.string().optional(),
  master: z.string().optional(),
  linkinfo: z
    .object({
      info_data: z.object({ mode: z.string().optional() }).optional(),
      info_slave_kind: z.string().optional(),
    })
    .optional(),
});
type Link = z.infer<typeof linkSchema>;

/** Who take all that comes in by their ports, before any protocol of the kernel sees it. */
const takers: ReadonlySet<string> = new Set(['bridge', 'bond', 'team', 'openvswitch']);

/** A device whose packets go to another one: a bridge that it is a port of, or a macvlan in mode passthru. */
export const deviceTaken: Blocker = {
  id: 'device-taken',
  commands: (gap) => {
    const place = deviceOf(gap);
    return place === undefined ? [] : [itself(place), macvlans(place)];
  },
  judge: (gap, readings) => {
    const place = deviceOf(gap);
    if (place === undefined) return [];
    const { device, namespace } = place;
    const [own] = read(readings.text(itself(place)));
    const [macvlan] = read(readings.text(macvlans(place))).filter(
      ({ link, linkinfo }) => link === device && linkinfo?.info_data?.mode === 'passthru',
    );
    const cause = (question: Question, summary: string, output: string, fix: Remedy): Cause => ({
      blocker: 'device-taken',
      certainty: 'decided',
      summary,
      evidence: [{ command: question.argv, where: whereOf(namespace), output }],
      fix,
      ...layerOfDevice(gap, place),
    });
    const at = `${device} on ${namespace ?? 'the host'}`;
    const link = (...words: readonly string[]) => ip(namespace, 'link', ...words);
    const permanent = 'Find what made it (a network configuration, libvirt, a container runtime) and remove it there.';
    const { master } = own ?? {};
    const kind = own?.linkinfo?.info_slave_kind ?? '';
    return [
      ...(master !== undefined && takers.has(kind)
        ? [
            cause(
              itself(place),
              `${at} is a port of ${kind} ${master}, which takes all that comes in by it.`,
              `master ${master}`,
              {
                summary: `Take ${device} out of ${master}`,
                risk: 'safe',
                commands: [link('set', 'dev', device, 'nomaster')],
                undo: [link('set', 'dev', device, 'master', master)],
                permanent,
              },
            ),
          ]
        : []),
      ...(macvlan === undefined
        ? []
        : [
            cause(
              macvlans(place),
              `The macvlan ${macvlan.ifname}, in mode passthru, takes all that comes in by ${at}.`,
              `${macvlan.ifname}@${device}: macvlan mode passthru`,
              {
                summary: `Delete ${macvlan.ifname}`,
                risk: 'disruptive',
                commands: [link('del', 'dev', macvlan.ifname)],
                undo: [
                  link('add', 'link', device, 'name', macvlan.ifname, 'type', 'macvlan', 'mode', 'passthru'),
                  link('set', 'dev', macvlan.ifname, 'up'),
                ],
                permanent,
              },
            ),
          ]),
    ];
  },
};

function read(text: string | undefined): readonly Link[] {
  if (text === undefined || text.trim() === '') return [];
  try {
    // `ip -j` prints {} for each device that is of another type.
    const all: unknown = JSON.parse(text);
    return Array.isArray(all) ? all.flatMap((each) => linkSchema.safeParse(each).data ?? []) : [];
  } catch {
    return [];
  }
}
