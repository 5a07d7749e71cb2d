import { defineCheck } from '../../src/engine/check.ts';
import type { Layer } from '../../src/engine/layers.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

/** What an agent keeps running, by the name in its log; `default-service` is the proxy of metadata until Mitaka. */
const processes: readonly (readonly [form: RegExp, name: string, layer: Layer])[] = [
  [/^dnsmasq$/, 'dnsmasq', 'dhcp'],
  [/^(?:metadata-proxy|default-service|haproxy)$/, 'The metadata proxy', 'metadata'],
  [/^(?:keepalived|ip_monitor)$/, 'keepalived or its monitor', 'router'],
];

export default defineCheck({
  id: 'agent-process-died',
  layer: 'platform',
  title: 'Process of an agent died',
  why: 'Each router and network has processes of its own (dnsmasq, the metadata proxy, keepalived); without them its service is gone.',
  symptom: 'The log of the agent says "The process should not have died", again after each respawn.',
  remedy:
    "Read the process's own log (dnsmasq in syslog, the proxy in /var/log/neutron or syslog) for why it ends; the agent starts it again each minute.",
  limits: 'Read from a saved log. One that was started again since works; its state now is unknown.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/l3-agent.html',
    'https://github.com/openstack/neutron/blob/master/neutron/agent/linux/external_process.py',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['agent-command-refused'],
  applies: (item) => says('agent-process-died')(item) && !item.isLogged,
  judge: (item) =>
    statedFault(item, 'agent-process-died', ({ process, id }) => {
      const [, name = process, layer] = processes.find(([form]) => form.test(process)) ?? [];
      return {
        summary: `${name}${id === undefined ? '' : ` of ${id}`} died unexpectedly${item.count > 1 ? `, ${item.count} times` : ''}.`,
        fix: null,
        ...(layer === undefined ? {} : { layer }),
      };
    }),
});
