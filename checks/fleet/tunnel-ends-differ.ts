import type { Fix } from '../../src/engine/check.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { votesIn } from '../../src/fleet/votes.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';

export default defineCloudCheck({
  id: 'tunnel-ends-differ',
  layer: 'overlay',
  title: 'Two ends of a tunnel differ in type, port or key',
  why: 'Each end drops what the other sends: the hosts reach each other in the underlay, and their VMs do not.',
  symptom: 'VMs on two hosts do not reach each other although both hosts show a tunnel to the other.',
  remedy:
    'Give the end that differs from most tunnels the setting of the others; with as many of each, no fix is proposed.',
  limits:
    'Compares the type, the UDP port and the key; a checksum or a TTL may differ. Two tunnels of different types between the hosts are compared by type.',
  sources: [
    'https://man7.org/linux/man-pages/man5/ovs-vswitchd.conf.db.5.html',
    'https://docs.openstack.org/neutron/latest/configuration/openvswitch-agent.html',
  ],
  severity: 'error',
  each: 'tunnelPaths',
  explainedBy: [],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  // Each pair once: both ways differ together.
  applies: ({ from, to, there, back }) => from.name < to.name && valuesOf(there).length > 0 && back.length > 0,
  judge({ from, to, there, back, all, subject }) {
    const [one] = valuesOf(there);
    const other = back.find(({ device }) => device.type === one?.device.type) ?? back[0];
    if (one === undefined || other === undefined) return undefined;
    const setting = settings.find(({ of, facing = of }) => of(one) !== facing(other));
    if (setting === undefined) return undefined;
    const { name, of, facing = of, set } = setting;
    const votesFor = votesIn(all, of);
    const isTie = votesFor(of(one)) === votesFor(of(other));
    const isOther = votesFor(of(other)) < votesFor(of(one));
    const [wrong, right] = isOther ? [other, one] : [one, other];
    const [host, peer] = isOther ? [to, from] : [from, to];
    const change = (value: string) => [['ovs-vsctl', 'set', 'Interface', wrong.name, ...set(value)]];
    const fix: Fix = {
      summary: `Set ${name} of ${wrong.name} to ${facing(right)}, as most tunnels have it`,
      risk: 'disruptive',
      commands: change(facing(right)),
      undo: change(of(wrong)),
      permanent: `Compare tunnel_types and vxlan_udp_port in the Open vSwitch agents' configuration of ${host.name} and ${peer.name}.`,
    };
    return {
      host: host.name,
      hosts: [host.name, peer.name],
      subject,
      summary: `The tunnel from ${host.name} to ${peer.name} has ${name} ${of(wrong)}, the one back has ${of(right)}.`,
      evidence: [seenOn(host.name, tunnelEvidence(wrong)), seenOn(peer.name, tunnelEvidence(right))],
      fix: isTie ? null : fix,
    };
  },
});

/** ovs-vswitchd.conf.db(5), "dst_port". */
const usualPorts: Readonly<Record<string, string>> = { vxlan: '4789', geneve: '6081' };

const keyOf = ({ device: { options } }: Tunnel, direction: 'in' | 'out'): string =>
  options[`${direction}_key`] ?? options['key'] ?? '0';

interface Setting {
  readonly name: string;
  of(tunnel: Tunnel): string;
  /** What the other end has to have, where that is not the same. */
  readonly facing?: (tunnel: Tunnel) => string;
  /** The words by which ovs-vsctl sets it. */
  set(value: string): readonly string[];
}

/** What both ends must have in common. */
const settings: readonly Setting[] = [
  { name: 'type', of: ({ device }) => device.type, set: (type) => [`type=${type}`] },
  {
    name: 'dst_port',
    of: ({ device: { type, options } }) => options['dst_port'] ?? usualPorts[type] ?? 'none',
    set: (port) => [`options:dst_port=${port}`],
  },
  {
    name: 'key (out/in)',
    of: (tunnel) => `${keyOf(tunnel, 'out')}/${keyOf(tunnel, 'in')}`,
    // What the one sends with, the other has to take.
    facing: (tunnel) => `${keyOf(tunnel, 'in')}/${keyOf(tunnel, 'out')}`,
    set: (keys) => {
      const [out, into] = keys.split('/');
      return [`options:out_key=${out}`, `options:in_key=${into}`];
    },
  },
];
