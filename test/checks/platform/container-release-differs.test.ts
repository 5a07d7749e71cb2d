import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { container } from '../../support/edits/containers.ts';

testCheck(
  'container-release-differs',
  [
    reject('one that was left behind', container('neutron_l3_agent').image('2024.1', '2023.2'), {
      summary: /neutron_l3_agent is of 2023.2-debian-bookworm, its neighbours are of 2024.1/,
      fix: null,
    }),
    accept(
      'Open vSwitch of another release than Neutron',
      all(
        container('openvswitch_db').image('2024.1', '2023.2'),
        container('openvswitch_vswitchd').image('2024.1', '2023.2'),
      ),
    ),
    accept(
      'an image by its digest',
      container('neutron_l3_agent').image(':2024.1-debian-bookworm', `@sha256:${'0'.repeat(64)}`),
    ),
    accept(
      'an image without a tag at a registry with a port',
      container('neutron_l3_agent').image(/^.*$/, 'registry:5000/neutron-l3-agent'),
    ),
  ],
  { on: 'kolla' },
);
