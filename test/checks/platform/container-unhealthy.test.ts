import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { container, newContainer } from '../../support/edits/containers.ts';

testCheck(
  'container-unhealthy',
  [
    reject('a health check that fails', container('neutron_dhcp_agent').status('Up 3 days ago (unhealthy)'), {
      summary: /neutron_dhcp_agent is unhealthy/,
      fix: ['podman restart neutron_dhcp_agent'],
    }),
    accept(
      'one that has not been asked for yet',
      container('neutron_dhcp_agent').status('Up 2 minutes ago (starting)'),
    ),
    accept('one that succeeds', container('neutron_dhcp_agent').status('Up 3 days ago (healthy)')),
    accept('a container of something else', newContainer('grafana', 'Up 3 days ago (unhealthy)')),
  ],
  { on: 'kolla' },
);
