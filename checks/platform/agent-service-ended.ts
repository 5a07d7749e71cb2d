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
  explainedBy: [],
  applies: says('service-ended'),
  judge: (item) =>
    statedFault(item, 'service-ended', ({ service, state }) => ({
      summary: state.includes('Protocol error')
        ? `${service} does not answer as it should: ${state}.`
        : `${service} is not running: ${state}.`,
      fix: null,
    })),
});
