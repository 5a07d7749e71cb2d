import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { nameServers } from '../../support/edits/containers.ts';

testCheck(
  'container-resolver-outdated',
  [
    reject('the name server that the host had before', nameServers('192.0.2.54', '192.0.2.53'), {
      summary: /asks the name server 192.0.2.53, the host 192.0.2.54/,
      fix: ['podman restart neutron_openvswitch_agent'],
      count: 6,
    }),
    accept('the same', nameServers('192.0.2.53', '192.0.2.53')),
    accept(
      'a resolver of the host itself, whose upstream servers containers get',
      nameServers('127.0.0.53', '192.0.2.53'),
    ),
  ],
  { on: 'kolla' },
);
