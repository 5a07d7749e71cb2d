import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { container, newContainer } from '../../support/edits/containers.ts';

testCheck(
  'container-restarting',
  [
    reject(
      'a container that ends soon after each start',
      container('neutron_l3_agent').status('Restarting (1) 5 seconds ago'),
      {
        summary: /neutron_l3_agent keeps restarting/,
        fix: null,
      },
    ),
    accept('one that was just started', container('neutron_l3_agent').status('Up Less than a second ago')),
    accept('a container of something else', newContainer('grafana', 'Restarting (1) 5 seconds ago')),
  ],
  { on: 'kolla' },
);
