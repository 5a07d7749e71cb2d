import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'packet-lost',
  layer: 'vm',
  title: 'Packets are lost, cause unknown',
  why: 'Packets that should arrive are lost between these two hops.',
  symptom: 'Pings or connections that should work get no answer.',
  remedy: 'Inspect the devices, rules and flows between the two hops; the cause is unknown.',
  limits:
    'Not with --passive. On a host with many networks only some guests of each are probed. The layer is that of the hop. Not reported where another finding explains the loss.',
  sources: ['https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html'],
  severity: 'error',
  each: 'traces',
  // A warning where nothing suffers from it, and a cause where something does.
  explainedBy: ['host-masquerades-all', 'host-masquerades-tenants'],
  judge({ cause, isFirst }) {
    if (cause === undefined || cause.blocker !== undefined || !isFirst) return undefined;
    const { layer, subject, affects, summary, evidence, fix } = cause;
    return { layer, subject, affects, summary, evidence, fix };
  },
});
