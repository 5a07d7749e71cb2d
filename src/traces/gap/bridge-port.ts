import * as z from 'zod';
import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Readings, Remedy, Shown } from './blocker.ts';
import { macOf } from './places.ts';

/** All ports of all bridges, with their settings. */
export const bridgeLinks: Question = { argv: ['bridge', '-j', '-d', 'link', 'show'] };
const bridgeOf = (name: string): Question => ({ argv: ['ip', '-j', '-d', 'link', 'show', 'dev', name] });
const entriesOf = (name: string): Question => ({ argv: ['bridge', '-j', 'fdb', 'show', 'br', name] });
const vlans: Question = { argv: ['bridge', '-j', 'vlan', 'show'] };

const portSchema = z.object({
  ifname: z.string(),
  master: z.string().optional(),
  state: z.string().optional(),
  flags: z.array(z.string()).optional(),
  isolated: z.boolean().optional(),
  flood: z.boolean().optional(),
  bcast_flood: z.boolean().optional(),
  learning: z.boolean().optional(),
  locked: z.boolean().optional(),
  neigh_suppress: z.boolean().optional(),
});
const entrySchema = z.object({
  mac: z.string(),
  ifname: z.string(),
  flags: z.array(z.string()).optional(),
  state: z.string().optional(),
  master: z.string().optional(),
});
const bridgeSchema = z.object({
  linkinfo: z.object({ info_data: z.object({ vlan_filtering: z.number().optional() }).optional() }).optional(),
});
const vlanSchema = z.object({
  ifname: z.string(),
  vlans: z.array(z.object({ vlan: z.number(), flags: z.array(z.string()).optional() })).optional(),
});

/** A Linux bridge: its ports' state, isolation and flooding, what it believes of MACs, and its VLANs. */
export const bridgePort: Blocker = {
  id: 'bridge-port',
  commands: ({ segment }) =>
    segment.kind === 'bridge' ? [bridgeLinks, bridgeOf(segment.name), entriesOf(segment.name), vlans] : [],
  judge: bridgeCauses,
};

/** What a bridge does to the packet of a gap, as far as was read. */
export function bridgeCauses(gap: Gap, readings: Readings): readonly Cause[] {
  if (gap.segment.kind !== 'bridge') return [];
  const view: View = { gap, readings, name: gap.segment.name, in: gap.segment.in, out: gap.segment.out };
  return [...portCauses(view), ...entryCauses(view), ...vlanCauses(view)];
}

interface View {
  readonly gap: Gap;
  readonly readings: Readings;
  readonly name: string;
  readonly in: string;
  readonly out: string;
}

const keep = 'Find what set it (a script, a network configuration) and correct it there.';

function cause(summary: string, shown: Shown, fix: Remedy | null, certainty: Cause['certainty'] = 'decided'): Cause {
  return { blocker: 'bridge-port', certainty, summary, evidence: [shown], fix };
}

const onOff = (devices: readonly string[], setting: string, good: 'on' | 'off', summary: string): Remedy => {
  const set = (value: string) => devices.map((device) => ['bridge', 'link', 'set', 'dev', device, setting, value]);
  return { summary, risk: 'safe', commands: set(good), undo: set(good === 'on' ? 'off' : 'on'), permanent: keep };
};

function portCauses({ gap, readings, name, in: from, out }: View): readonly Cause[] {
  const ports = read(z.array(portSchema), readings.text(bridgeLinks));
  const portOf = (device: string) => ports.find(({ ifname }) => ifname === device);
  const [one, other] = [portOf(from), portOf(out)];
  const show = (device: string, output: string): Shown => ({
    command: ['bridge', '-d', 'link', 'show', 'dev', device],
    where: 'host',
    output,
  });
  const causes: Cause[] = [];
  for (const port of [one, other]) {
    if (port?.state === undefined || port.state === 'forwarding') continue;
    // A port whose other end is down can't be set to forward.
    if (port.flags?.includes('NO-CARRIER') === true) {
      const text = `Port ${port.ifname} of bridge ${name} has no carrier: what is at its other end is down or gone.`;
      causes.push(cause(text, show(port.ifname, port.flags.join(',')), null));
      continue;
    }
    causes.push(
      cause(
        `Port ${port.ifname} of bridge ${name} is ${port.state}, not forwarding.`,
        show(port.ifname, `state ${port.state}`),
        {
          summary: `Let ${port.ifname} forward`,
          risk: 'safe',
          commands: [['bridge', 'link', 'set', 'dev', port.ifname, 'state', '3']],
          undo: [['bridge', 'link', 'set', 'dev', port.ifname, 'state', port.state === 'disabled' ? '0' : '4']],
          permanent: keep,
        },
      ),
    );
  }
  if (one?.isolated === true && other?.isolated === true) {
    causes.push(
      cause(
        `The ports ${from} and ${out} of bridge ${name} are isolated from each other.`,
        show(out, `${from}: isolated on\n${out}: isolated on`),
        onOff([from, out], 'isolated', 'off', `End the isolation of the ports of ${name}`),
      ),
    );
  }
  if (one?.locked === true) {
    causes.push(
      cause(
        `Port ${from} of bridge ${name} is locked: it takes frames of known MACs only.`,
        show(from, `${from}: locked on`),
        onOff([from], 'locked', 'off', `Unlock ${from}`),
      ),
    );
  }
  const isDiscover = gap.packet.proto.name === 'dhcp' && !gap.packet.isReply && !gap.isBack;
  const isBroadcast = gap.arp === 'request' || isDiscover;
  if (other?.flood === false && !isBroadcast) {
    causes.push(
      cause(
        `Port ${out} of bridge ${name} gets no frames for MACs that the bridge has not learned (flood off).`,
        show(out, `${out}: flood off`),
        onOff([out], 'flood', 'on', `Let ${out} get unknown unicast`),
        'possible',
      ),
    );
  }
  if (other?.bcast_flood === false && isBroadcast) {
    causes.push(
      cause(
        `Port ${out} of bridge ${name} gets no broadcasts (bcast_flood off).`,
        show(out, `${out}: bcast_flood off`),
        onOff([out], 'bcast_flood', 'on', `Let ${out} get broadcasts`),
      ),
    );
  }
  return causes;
}

/** A frame goes to the port at which its MAC is believed to be; one whose MAC is a port's own goes to the host. */
function entryCauses({ gap, readings, name, out }: View): readonly Cause[] {
  if (gap.arp === 'request') return [];
  const mac = macOf(gap.crossing.to);
  const entry = read(z.array(entrySchema), readings.text(entriesOf(name))).find(
    (each) => each.mac === mac && each.master !== undefined && (each.ifname !== out || each.state === 'permanent'),
  );
  if (entry === undefined || mac === undefined) return [];
  const shown: Shown = {
    command: entriesOf(name).argv,
    where: 'host',
    output: `${mac} dev ${entry.ifname} ${entry.state ?? ''}`.trim(),
  };
  if (entry.ifname === name || entry.ifname === out) return [ownMacCause(name, entry.ifname, mac, shown)];
  const isFixed = entry.state === 'static' || entry.state === 'permanent';
  const change = (verb: 'add' | 'del') => [
    ...['bridge', 'fdb', verb, mac, 'dev', entry.ifname, 'master'],
    ...(verb === 'add' && entry.state === 'static' ? ['static'] : []),
  ];
  return [
    cause(
      `Bridge ${name} has ${mac} at ${entry.ifname}${isFixed ? ` (${entry.state})` : ''}; it is behind ${out}.`,
      shown,
      {
        summary: `Delete the entry of ${mac}`,
        risk: 'safe',
        commands: [change('del')],
        undo: [change('add')],
        permanent: keep,
      },
      isFixed ? 'decided' : 'possible',
    ),
  ];
}

/** What is for a MAC of the bridge itself, or of one of its ports, goes to the host and no further. */
function ownMacCause(bridge: string, device: string, mac: string, shown: Shown): Cause {
  const set = (address: string) => [['ip', 'link', 'set', 'dev', device, 'address', address]];
  // As libvirt makes the MAC of a tap from that of its guest.
  const other = `fe${mac.slice(2)}`;
  return cause(`${device} has the MAC of its VM, ${mac}: bridge ${bridge} takes what is for the VM.`, shown, {
    summary: `Give ${device} a MAC of its own`,
    risk: 'safe',
    commands: set(other),
    undo: set(mac),
    permanent: keep,
  });
}

function vlanCauses({ readings, name, in: from, out }: View): readonly Cause[] {
  const isFiltering = read(z.array(bridgeSchema), readings.text(bridgeOf(name))).some(
    ({ linkinfo }) => linkinfo?.info_data?.vlan_filtering === 1,
  );
  if (!isFiltering) return [];
  const all = read(z.array(vlanSchema), readings.text(vlans));
  const vlansOf = (device: string) => all.find(({ ifname }) => ifname === device)?.vlans ?? [];
  const pvid = vlansOf(from).find(({ flags }) => flags?.includes('PVID'))?.vlan;
  const isMember = pvid !== undefined && vlansOf(out).some(({ vlan }) => vlan === pvid);
  const fix: Remedy = {
    summary: `Filter by VLAN no more on ${name}`,
    risk: 'safe',
    commands: [['ip', 'link', 'set', 'dev', name, 'type', 'bridge', 'vlan_filtering', '0']],
    undo: [['ip', 'link', 'set', 'dev', name, 'type', 'bridge', 'vlan_filtering', '1']],
    permanent: keep,
  };
  return [
    cause(
      isMember
        ? `Bridge ${name} filters by VLAN.`
        : `Bridge ${name} filters by VLAN, and ${pvid === undefined ? `${from} has no VLAN for untagged frames` : `${out} is not in VLAN ${pvid} of ${from}`}.`,
      {
        command: ['bridge', 'vlan', 'show'],
        where: 'host',
        output: JSON.stringify({ [from]: vlansOf(from), [out]: vlansOf(out) }),
      },
      fix,
      isMember ? 'possible' : 'decided',
    ),
  ];
}

function read<T>(schema: z.ZodType<readonly T[]>, text: string | undefined): readonly T[] {
  if (text === undefined || text.trim() === '') return [];
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : [];
  } catch {
    return [];
  }
}
