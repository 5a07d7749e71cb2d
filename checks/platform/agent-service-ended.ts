import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-service-ended',
  layer: 'platform',
  title: 'Service of an agent or of the switch failed',
  why: 'While it is down, what it manages is neither set up nor repaired.',
  symptom: 'Its unit is failed in `systemctl status`, or its container restarts repeatedly.',
  remedy: 'Check its log for the cause (`journalctl -u SERVICE`, `docker logs NAME`), then start it.',
  limits:
    'Only failures count: an inactive service may be so on purpose. A container that exited with 0 was stopped on purpose.',
  sources: [
    'https://www.freedesktop.org/software/systemd/man/latest/systemctl.html',
    'https://docs.openstack.org/kolla-ansible/latest/user/troubleshooting.html',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('service-ended'),
  judge: (item) =>
    statedFault(item, 'service-ended', ({ service, state }) => ({
      summary: /Protocol error|^tcp:/.test(state)
        ? `${service} does not answer as it should: ${state}.`
        : `${service} is not running: ${state}.`,
      fix: null,
      next: nextFor(service, state),
    })),
});

/** Where to look for why it ended. */
function nextFor(service: string, state: string): string {
  if (state.startsWith('tcp:'))
    return 'Check that ovsdb-server runs and that `ovs-vsctl get-manager` shows ptcp:6640:127.0.0.1; else `ovs-vsctl set-manager ptcp:6640:127.0.0.1`. Then restart the agent.';
  if (/database connection failed/.test(state))
    return 'Start Open vSwitch (`systemctl start openvswitch-switch`, on RHEL `openvswitch`) and read its log. Where it runs in a container, run the command in that one.';
  return service.includes('_')
    ? `Read \`docker logs ${service}\` (or \`podman logs\`) for the error it ended with, and start it again once that is gone.`
    : `Read \`journalctl -u ${service}\` for the error it ended with, and start it again once that is gone.`;
}
