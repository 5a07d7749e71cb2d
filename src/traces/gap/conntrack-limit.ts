import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Readings } from './blocker.ts';

const ask = (...words: readonly string[]): Question => ({ argv: ['ovs-appctl', '--timeout=5', ...words] });
const limits = ask('dpctl/ct-get-limits');
const most = ask('dpctl/ct-get-maxconns');
const present = ask('dpctl/ct-get-nconns');
/** As Open vSwitch starts (lib/conntrack.c). */
const usualMost = 3_000_000;

/**
 * How many connections Open vSwitch's conntrack keeps, in all or in one zone: what comes as a new one is dropped from then
 * on (ovs-vswitchd(8), `dpctl/ct-set-limits`).
 */
export const conntrackLimit: Blocker = {
  id: 'conntrack-limit',
  commands: (gap) => (isOfSwitch(gap) ? [limits, most, present] : []),
  judge: (gap, readings) => (isOfSwitch(gap) ? [...zoneCauses(readings), ...totalCauses(readings)] : []),
};

const isOfSwitch = ({ segment, arp }: Gap): boolean => segment.kind === 'switch' && arp === undefined;

/** `default limit=0`, `zone=3,limit=1,count=1`: 0 is no limit. */
function zoneCauses(readings: Readings): readonly Cause[] {
  const text = readings.text(limits) ?? '';
  return [...text.matchAll(/^zone=(\d+),limit=(\d+),count=(\d+)$/gm)]
    .filter(([, , limit, count]) => Number(limit) > 0 && Number(count) >= Number(limit))
    .map(([line, zone = '', limit = '', count = '']) => ({
      blocker: 'conntrack-limit',
      certainty: 'decided',
      layer: 'security',
      isForAll: true,
      thing: `conntrack limit of zone ${zone}`,
      summary: `Open vSwitch tracks no more connections in zone ${zone}: ${count}, with a limit of ${limit}.`,
      evidence: [{ command: limits.argv, where: 'host', output: line }],
      fix: {
        summary: `Remove the limit of zone ${zone}`,
        risk: 'safe',
        commands: [['ovs-appctl', 'dpctl/ct-del-limits', `zone=${zone}`]],
        undo: [['ovs-appctl', 'dpctl/ct-set-limits', `zone=${zone},limit=${limit}`]],
        permanent: 'No agent sets such a limit: find what did (a script; ovs-vsctl set CT_Zone).',
      },
    }));
}

function totalCauses(readings: Readings): readonly Cause[] {
  const limit = Number.parseInt(readings.text(most) ?? '', 10);
  const count = Number.parseInt(readings.text(present) ?? '', 10);
  if (!(count >= limit)) return [];
  const change = (value: number) => ['ovs-appctl', 'dpctl/ct-set-maxconns', String(value)];
  return [
    {
      blocker: 'conntrack-limit',
      certainty: 'decided',
      layer: 'security',
      isForAll: true,
      thing: 'conntrack limit',
      summary: `Open vSwitch tracks no more connections: ${count}, with a limit of ${limit}.`,
      evidence: [
        { command: most.argv, where: 'host', output: String(limit) },
        { command: present.argv, where: 'host', output: String(count) },
      ],
      fix:
        limit >= usualMost
          ? null
          : {
              summary: `Let it track ${usualMost} connections, as it does by itself`,
              risk: 'safe',
              commands: [change(usualMost)],
              undo: [change(limit)],
              permanent: 'Open vSwitch keeps no such limit over a restart: find what set it.',
            },
    },
  ];
}
