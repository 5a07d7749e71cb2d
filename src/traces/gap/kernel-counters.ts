import { within } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, type Remedy, roseBy, whereOf } from './blocker.ts';
import { readCounters } from './drop-counters.ts';

/** What the kernel counts when it drops a packet, and the settings by which it does. */
export const kernelCounters: Blocker = {
  id: 'kernel-setting',
  commands: (gap) => (gap.segment.kind === 'stack' ? [countersOf(gap), settingsOf(gap), timeoutsOf(gap)] : []),
  judge: (gap, readings) => {
    const { segment } = gap;
    if (segment.kind !== 'stack') return [];
    const settings = readSettings(readings.text(settingsOf(gap)) ?? '');
    const after = readCounters(readings.text(countersOf(gap)));
    const before = readCounters(readings.before(countersOf(gap)));
    const view: View = {
      gap,
      namespace: segment.namespace,
      in: segment.in,
      out: segment.out,
      settings,
      after,
      before,
      readings,
    };
    return [reversePath, forwarding, silent, arpAnswers, forgotten].flatMap((look) => look(view) ?? []);
  },
};

interface View {
  readonly gap: Gap;
  readonly namespace: string | undefined;
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly settings: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly readings: Readings;
}

const namespaceOf = ({ segment }: Gap): string | undefined =>
  segment.kind === 'stack' ? segment.namespace : undefined;
const devicesOf = ({ segment }: Gap): readonly string[] =>
  segment.kind === 'stack' ? [segment.in ?? [], segment.out ?? []].flat() : [];

const countersOf = (gap: Gap): Question => ({
  argv: within(namespaceOf(gap), 'cat', '/proc/net/snmp', '/proc/net/netstat'),
  counters: true,
});

/** How long conntrack keeps what it knows of an exchange, in seconds, with what the kernel starts with. */
const timeouts = {
  icmp: [['icmp_timeout', 30]],
  tcp: [
    ['tcp_timeout_syn_sent', 120],
    ['tcp_timeout_syn_recv', 60],
  ],
  dhcp: [['udp_timeout', 30]],
  udp: [['udp_timeout', 30]],
  arp: [],
} as const satisfies Readonly<Record<Gap['packet']['proto']['name'], readonly (readonly [string, number])[]>>;

const timeoutPath = (name: string): string => `/proc/sys/net/netfilter/nf_conntrack_${name}`;

const timeoutsOf = (gap: Gap): Question => ({
  argv: within(
    namespaceOf(gap),
    ...['grep', '-sH', ''],
    ...new Set(Object.values(timeouts).flatMap((list) => list.map(([name]) => timeoutPath(name)))),
  ),
});

const perDevice = ['rp_filter', 'forwarding', 'arp_ignore', 'arp_announce', 'arp_filter'] as const;

const settingsOf = (gap: Gap): Question => ({
  argv: within(
    namespaceOf(gap),
    'grep',
    '-sH',
    '',
    '/proc/sys/net/ipv4/ip_forward',
    '/proc/sys/net/ipv4/icmp_echo_ignore_all',
    ...['all', ...devicesOf(gap)].flatMap((device) =>
      perDevice.map((name) => `/proc/sys/net/ipv4/conf/${device}/${name}`),
    ),
  ),
});

/** `/proc/sys/net/ipv4/conf/all/rp_filter:1`, by what stands behind `ipv4/`. */
const readSettings = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/^\/proc\/sys\/net\/ipv4\/(\S+):(\d+)$/gm)].map(([, name = '', value]): [string, number] => [
      name,
      Number(value),
    ]),
  );

const settingEvidence = (view: View, names: readonly string[]) => ({
  command: ['sysctl', ...names.map((name) => `net.ipv4.${name.replaceAll('/', '.')}`)],
  where: whereOf(view.namespace),
  output: names.map((name) => `net.ipv4.${name.replaceAll('/', '.')} = ${view.settings.get(name) ?? '?'}`).join('\n'),
});

const counterEvidence = ({ before, after, namespace, readings }: View, name: string) => ({
  command: ['nstat', '-az', name],
  where: whereOf(namespace),
  output: `${name} ${before.get(name) ?? 0} before, ${after.get(name) ?? 0} after ${readings.sent ?? 'some'} packets`,
});

/** `sysctl -w` with slashes, since names of devices may hold dots. */
function setting({ namespace, settings }: View, name: string, value: number, summary: string): Remedy {
  const write = (number: number) => within(namespace, 'sysctl', '-w', `net/ipv4/${name}=${number}`);
  return {
    summary,
    risk: 'safe',
    commands: [write(value)],
    undo: [write(settings.get(name) ?? 0)],
    permanent: `Set net/ipv4/${name} in /etc/sysctl.d/, and find what set it otherwise.`,
  };
}

const place = (namespace: string | undefined): string => namespace ?? 'the host';

/** ip-sysctl(7), rp_filter: the larger of the value for all devices and that of the device counts. */
function reversePath(view: View): Cause | undefined {
  const { before, after, settings, in: device, namespace, readings } = view;
  const name = 'TcpExtIPReversePathFilter';
  const rise = roseBy(before.get(name), after.get(name) ?? 0, readings.sent);
  const value = Math.max(settings.get('conf/all/rp_filter') ?? 0, settings.get(`conf/${device}/rp_filter`) ?? 0);
  if (rise === undefined || device === undefined || value === 0) return undefined;
  const own = `conf/${device}/rp_filter`;
  // The larger value counts, and 2 is the looser one.
  const isEnough = value === 1;
  const fix = setting(view, own, isEnough ? 2 : 0, `Filter no more by the reverse path at ${device}`);
  const all = setting(view, 'conf/all/rp_filter', 0, fix.summary);
  return {
    blocker: 'kernel-setting',
    certainty: rise === 'counted' ? 'counted' : 'possible',
    summary: `The reverse path filter of ${device} on ${place(namespace)} (rp_filter ${value}) drops what comes from ${view.gap.packet.src ?? 'there'}.`,
    evidence: [counterEvidence(view, name), settingEvidence(view, ['conf/all/rp_filter', own])],
    fix: isEnough ? fix : { ...fix, commands: [...fix.commands, ...all.commands], undo: [...fix.undo, ...all.undo] },
  };
}

function forwarding(view: View): Cause | undefined {
  const { settings, in: device, out, namespace } = view;
  if (device === undefined || out === undefined || view.gap.arp !== undefined || view.gap.segment.kind !== 'stack')
    return undefined;
  // What comes in for the stack itself needs no forwarding: those gaps have the answer's device as `out`.
  if (view.gap.isBack && view.gap.before !== undefined && view.gap.after !== undefined && device === out)
    return undefined;
  const off = ['ip_forward', `conf/${device}/forwarding`].filter((name) => settings.get(name) === 0);
  const [first] = off;
  if (first === undefined) return undefined;
  return {
    blocker: 'kernel-setting',
    certainty: 'decided',
    summary: `${place(namespace)} forwards nothing that comes in by ${first === 'ip_forward' ? 'any device' : device}: net.ipv4.${first.replaceAll('/', '.')} is 0.`,
    evidence: [settingEvidence(view, off)],
    fix: setting(view, first, 1, 'Switch forwarding on'),
  };
}

function silent(view: View): Cause | undefined {
  const { settings, namespace, gap } = view;
  const isEcho = gap.packet.proto.name === 'icmp' && gap.arp === undefined && !gap.packet.isReply;
  if (!isEcho || view.in === undefined || view.in !== view.out || settings.get('icmp_echo_ignore_all') !== 1)
    return undefined;
  return {
    blocker: 'kernel-setting',
    certainty: 'decided',
    summary: `${place(namespace)} answers no ping: net.ipv4.icmp_echo_ignore_all is 1.`,
    evidence: [settingEvidence(view, ['icmp_echo_ignore_all'])],
    fix: setting(view, 'icmp_echo_ignore_all', 0, 'Answer echo requests again'),
  };
}

/** ip-sysctl(7), arp_ignore, arp_filter: by which a stack that was asked stays silent. */
function arpAnswers(view: View): Cause | undefined {
  const { settings, namespace, gap, in: device } = view;
  const isAnswerMissing = gap.arp === 'reply' && gap.after?.direction === 'in';
  if (!isAnswerMissing || device === undefined) return undefined;
  const largest = (name: string) =>
    Math.max(settings.get(`conf/all/${name}`) ?? 0, settings.get(`conf/${device}/${name}`) ?? 0);
  const ignored = largest('arp_ignore');
  const filtered = largest('arp_filter');
  const name = ignored > 2 ? 'arp_ignore' : filtered > 0 ? 'arp_filter' : ignored > 1 ? 'arp_ignore' : undefined;
  if (name === undefined) return undefined;
  const names = [`conf/all/${name}`, `conf/${device}/${name}`].filter(
    (each) => (settings.get(each) ?? 0) > (name === 'arp_ignore' ? 1 : 0),
  );
  const fixes = names.map((each) => setting(view, each, name === 'arp_ignore' ? 1 : 0, `Let ${device} answer by ARP`));
  const [fix] = fixes;
  return {
    blocker: 'kernel-setting',
    certainty: name === 'arp_filter' || ignored < 8 ? 'possible' : 'decided',
    summary: `${place(namespace)} answers no ARP request at ${device}: ${name} is ${largest(name)}.`,
    evidence: [settingEvidence(view, names)],
    fix:
      fix === undefined
        ? null
        : { ...fix, commands: fixes.flatMap(({ commands }) => commands), undo: fixes.flatMap(({ undo }) => undo) },
  };
}

/** Who forgets at once what it translated, can't translate the answer back, and lets nothing in as part of a connection. */
function forgotten(view: View): Cause | undefined {
  const { gap, namespace, readings } = view;
  const question = timeoutsOf(gap);
  const text = readings.text(question) ?? '';
  const isDue = gap.packet.isReply || gap.translations.some((made) => made.namespace === namespace);
  const found = timeouts[gap.packet.proto.name].find(([name]) => text.includes(`${timeoutPath(name)}:0\n`));
  if (found === undefined || !isDue || gap.arp !== undefined) return undefined;
  const [name, usual] = found;
  const write = (seconds: number) => within(namespace, 'sysctl', '-w', `net/netfilter/nf_conntrack_${name}=${seconds}`);
  return {
    blocker: 'kernel-setting',
    certainty: 'decided',
    summary: `Conntrack in ${place(namespace)} forgets at once what it lets out (nf_conntrack_${name} is 0), so that answers belong to nothing.`,
    evidence: [{ command: question.argv, where: whereOf(namespace), output: text.trim() }],
    fix: {
      summary: `Set nf_conntrack_${name} to ${usual}, as the kernel does`,
      risk: 'safe',
      commands: [write(usual)],
      undo: [write(0)],
      permanent: `Find what set net/netfilter/nf_conntrack_${name} in /etc/sysctl.d/ and correct it there.`,
    },
  };
}
