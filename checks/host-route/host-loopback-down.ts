import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'host-loopback-down',
  layer: 'host-route',
  title: "Host's loopback device is down",
  why: "Agents, Open vSwitch, the message queue and nova's metadata API reach each other on one host by 127.0.0.1, which needs lo to be up.",
  symptom: 'Daemons of one host refuse each other though all run; `ping 127.0.0.1` says "Network is unreachable".',
  remedy: 'Set lo up.',
  limits: 'Only the host itself, not its namespaces.',
  sources: ['https://man7.org/linux/man-pages/man8/ip-link.8.html', 'https://www.rfc-editor.org/rfc/rfc1122'],
  severity: 'error',
  each: 'limits',
  comparesNoAddresses: true,
  with: ['hostStack'],
  explainedBy: [],
  judge(_, { hostStack }) {
    const lo = valuesOf(hostStack.interfaces).find(({ name }) => name === 'lo');
    if (lo === undefined) required(hostStack.interfaces);
    if (lo?.isUp !== false) return undefined;
    return {
      summary: 'The loopback device lo of the host is down: what daemons send to 127.0.0.1 is lost.',
      evidence: [linkEvidence(undefined, 'lo', lo)],
      fix: safeFix(
        'Set lo up',
        [['ip', 'link', 'set', 'lo', 'up']],
        [['ip', 'link', 'set', 'lo', 'down']],
        'The network configuration of the distribution sets lo up at boot: find what set it down.',
      ),
    };
  },
});
