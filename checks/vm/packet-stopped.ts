import { defineCheck, required } from '../../src/engine/check.ts';
import { known, unknown } from '../../src/facts/known.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'packet-stopped',
  layer: 'vm',
  title: 'Packets are dropped on their path',
  why: 'Packets on this path are dropped.',
  symptom: 'Pings or connections that should work get no answer, or an ICMP error.',
  remedy:
    'Remove what drops them: a rule, a route, a policy, a neighbour entry, a setting of a device or a bridge. If flows of an agent are missing, restart the agent.',
  limits:
    'Not with --passive. On a host with many networks only some guests of each are probed. The layer is that of the hop where they are dropped. Not reported where another finding explains it.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
    'https://man7.org/linux/man-pages/man8/iptables-save.8.html',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.8.html',
  ],
  severity: 'error',
  each: 'traces',
  with: ['services'],
  // A warning where nothing suffers from it, and a cause where something does.
  explainedBy: ['host-masquerades-all', 'host-masquerades-tenants'],
  judge({ cause, outcome, reason, isFirst }, { services }) {
    required(outcome === 'unknown' ? unknown(reason ?? 'it could not be walked') : known(true));
    if (cause?.blocker === undefined || !isFirst) return undefined;
    const { layer, subject, affects, thing, owner, summary, evidence, isDoubtful } = cause;
    return {
      ...{ layer, subject, affects, summary, evidence },
      fix:
        cause.fix ??
        (owner === undefined
          ? null
          : restartFix(services, owner, owner === 'l3-agent' ? 'writes its rules again' : 'restores its flows')),
      ...(isDoubtful === true ? { severity: 'warning' as const } : {}),
      ...(thing === undefined ? {} : { shared: thing }),
    };
  },
});
