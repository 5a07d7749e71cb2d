import { ip } from '../../src/facts/within.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';
import type { MacHolder } from '../../src/fleet/sections/macs.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCloudCheck({
  id: 'mac-on-two-hosts',
  layer: 'vlan',
  title: 'Two ports of a network have one MAC, on different hosts',
  why: 'The switches send packets for it to where they saw it last: now to one host, now to the other.',
  symptom: 'A router, DHCP server or VM is reachable intermittently, or from some hosts only.',
  remedy:
    'Give the device that differs from what is noted at its port the noted MAC; otherwise delete one of the ports.',
  limits:
    'Ports with one UUID are instances of one port (HA and distributed routers, migrations) and not compared. One MAC in two networks is legal.',
  sources: [
    'https://bugs.launchpad.net/bugs/1626010',
    'https://docs.openstack.org/neutron/latest/configuration/neutron.html#DEFAULT.base_mac',
  ],
  severity: 'error',
  each: 'cloudMacs',
  explainedBy: [],
  explains: [
    'dhcp-request-unanswered',
    'neighbour-unanswered',
    'echo-unanswered',
    'packet-lost',
    'address-answered-twice',
  ],
  judge({ mac, holders, subject }) {
    const [first] = holders;
    const others = holders.filter(({ id, host }) => id !== first?.id && host !== first?.host);
    if (first === undefined || others.length === 0) return undefined;
    const all = [first, ...others];
    const hosts = [...new Set(all.map(({ host }) => host))];
    requireAtOnce(hosts);
    const changed = all.filter((holder) => notedOf(holder) !== mac);
    const [wrong = first] = changed;
    const noted = notedOf(wrong);
    const { namespace, port } = wrong;
    return {
      host: wrong.host.name,
      hosts: [wrong.host.name, ...hosts.flatMap(({ name }) => (name === wrong.host.name ? [] : name))],
      subject: wrong === first ? subject : port.subject,
      affects: all.map((holder) => holder.port.subject),
      summary: `${all.map((holder) => holder.port.subject.name).join(' and ')} on ${namesOf(hosts)} have one MAC, ${mac}${changed.length === 1 ? `; ${port.subject.name} should have ${noted}` : ''}.`,
      evidence: all.map((holder) => seenOn(holder.host.name, shownBy(holder, mac))),
      fix:
        changed.length === 1 && namespace !== undefined && noted !== undefined
          ? safeFix(
              `Give ${port.subject.name} on ${wrong.host.name} the MAC that is noted at its port`,
              [ip(namespace, 'link', 'set', port.subject.name, 'address', noted)],
              [ip(namespace, 'link', 'set', port.subject.name, 'address', mac)],
              'Find what changed it: the agent sets it once, when it plugs the port in.',
            )
          : null,
    };
  },
});

const notedOf = ({ port }: MacHolder): string | undefined => port.interface?.attachedMac;

const shownBy = ({ port, namespace }: MacHolder, mac: string) =>
  namespace === undefined
    ? {
        command: ['ovs-vsctl', 'get', 'Interface', port.port.name, 'external_ids'],
        where: 'host',
        output: `attached-mac="${mac}"`,
      }
    : { command: ip(namespace, '-br', 'link', 'show', 'dev', port.subject.name), where: namespace, output: mac };
