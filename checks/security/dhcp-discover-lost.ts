import { defineCheck, told } from '../../src/engine/check.ts';
import { flowFix, lossOf, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { seenAt, wireEvidence } from '../../src/engine/wire.ts';

export default defineCheck({
  id: 'dhcp-discover-lost',
  layer: 'security',
  title: 'DHCPDISCOVER gets lost in the switch',
  why: 'Ports, tags and devices are right, but the flows of the switch do not let the request through.',
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: [
    'ovsdb-server-not-answering',
    'ovs-vswitchd-not-answering',
    'dhcp-port-missing',
    'vm-port-missing',
    'port-device-missing',
    'port-device-in-wrong-namespace',
    'dhcp-port-down',
    'port-dead-vlan',
    'port-tag-missing',
    'port-tag-wrong',
    'tag-shared-by-networks',
    'dhcp-namespace-missing',
  ],
  judge(watch) {
    told(watch.sent);
    const { from, server } = watch;
    if (from === undefined || seenAt(watch, 'server', 'DISCOVER').length > 0) return undefined;
    return {
      summary: `A DHCPDISCOVER put in at ${from.subject.name} does not come out at ${server.device}, the DHCP port.`,
      evidence: [wireEvidence(watch, 'server'), ...traceEvidence(watch)],
      fix: flowFix(watch),
      shared: lossOf(watch),
    };
  },
});
