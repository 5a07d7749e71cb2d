import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { within } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'router-forwarding-off',
  layer: 'router',
  title: 'Router does not forward',
  why: 'With net.ipv4.ip_forward=0 in its namespace the router answers pings to itself and passes nothing on.',
  symptom: 'VMs ping their gateway and all addresses of the router, and nothing behind it.',
  remedy: "Set net.ipv4.ip_forward to 1 in the router's namespace.",
  limits:
    'Routers on standby forward nothing in health and are not asked. IPv6 has a setting of its own, which is not judged.',
  sources: [
    'https://github.com/yeasy/easyOVS',
    'https://github.com/alibaba/kubeskoop',
    'https://bugs.launchpad.net/bugs/1787919',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: [],
  // A standby router does not forward until keepalived makes it active.
  applies: ({ mode }) => mode !== 'standby',
  judge({ namespace, stack }) {
    if (told(stack.isForwarding)) return undefined;
    const set = (value: 0 | 1) => within(namespace, 'sysctl', '-w', `net.ipv4.ip_forward=${value}`);
    return {
      summary: `net.ipv4.ip_forward is 0 in ${namespace}.`,
      evidence: [
        {
          command: within(namespace, 'sysctl', 'net.ipv4.ip_forward'),
          where: namespace,
          output: 'net.ipv4.ip_forward = 0',
        },
      ],
      fix: safeFix(
        'Switch forwarding on in the namespace',
        [set(1)],
        [set(0)],
        'The L3 agent switches it on when it makes the namespace: find out who switched it off.',
      ),
    };
  },
});
