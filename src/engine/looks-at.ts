import { sourcesOfFacts } from '../facts/shown.ts';
import { factsFor, type SectionName } from '../topology/index.ts';
import { type Check, isOfTexts } from './check.ts';

/** What is seen only by those who watch, probe, or run a playbook's own steps. */
const observed: Readonly<Partial<Record<SectionName, readonly string[]>>> = {
  dhcpWatches: [
    'a DHCPDISCOVER by ovs-ofctl packet-out (not with --passive)',
    'tcpdump at the DHCP port and on both sides of the hybrid plug',
    'ovs-appctl ofproto/trace',
  ],
  traces: [
    'ping and TCP connections from the host and the qrouter namespaces (not with --passive)',
    'echo requests and TCP SYNs in the name of guests by ovs-ofctl packet-out',
    'tcpdump -i any on the host; where something was lost, in the namespaces on its way too',
    'there, what is in the gap: rules, routes, policies, neighbours and counters of the kernel, of bridges and of the switch',
  ],
  statements: ['saved texts, whatever command printed them: logs, consoles of guests, captures as text, tables'],
  stepRuns: ['what the command of the playbook prints'],
  dhcpSessions: ['tcpdump at the DHCP port, for as long as --passive listens'],
  reaches: [
    "ARP requests in the name of a router's port by ovs-ofctl packet-out (not with --passive)",
    'tcpdump at that port, on both sides of the hybrid plug and where the host leaves for the gateway',
    'ip neigh in the qrouter namespace and the leases of dnsmasq, of guests that stay silent',
    'ovs-appctl ofproto/trace',
  ],
};

/** The commands and files that a check judges by, for a reader who wants to look for themselves. */
export const sourcesOf = (check: Check): readonly string[] => [
  ...(observed[check.each] ?? []),
  // What the others tell is only who is meant.
  ...(isOfTexts(check) ? [] : sourcesOfFacts(factsFor([check]))),
];
