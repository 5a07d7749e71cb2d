import { defineCheck, required } from '../../src/engine/check.ts';
import { within } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-forwarding-off',
  layer: 'router',
  title: 'Router does not forward',
  why: 'With net.ipv4.ip_forward=0 in its namespace the router answers pings but forwards nothing.',
  symptom: 'VMs ping their gateway and all addresses of the router, but nothing behind it.',
  remedy: "Set net.ipv4.ip_forward to 1 in the router's namespace.",
  limits: 'Standby routers are not checked. The IPv6 setting is not checked.',
  sources: [
    'https://github.com/yeasy/easyOVS',
    'https://github.com/alibaba/kubeskoop',
    'https://bugs.launchpad.net/bugs/1787919',
  ],
  severity: 'error',
  each: 'routers',
  comparesNoAddresses: true,
  fromExcerpts: true,
  explainedBy: [],
  // A standby router does not forward until keepalived makes it active.
  applies: (router) => !mayStandBy(router),
  judge({ namespace, stack }) {
    if (required(stack.isForwarding)) return undefined;
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
        'Enable forwarding in the namespace',
        [set(1)],
        [set(0)],
        'The L3 agent enables it when it creates the namespace: find what disabled it.',
      ),
    };
  },
});
