import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { mounts } from '../../support/edits/containers.ts';
import { process } from '../../support/edits/processes.ts';

testCheck(
  'switch-database-not-kept',
  [
    reject(
      'a database in the container itself',
      mounts(/ \/var\/lib\/openvswitch /, () => []),
      { summary: /lost when openvswitch_db is re-created/, fix: null },
    ),
    accept(
      'one that lies below a mount of the host, as openstack-helm has it',
      all(
        mounts(/ \/var\/lib\/openvswitch /, (line) => line.replace(' /var/lib/openvswitch ', ' /run ')),
        process(/^ovsdb-server /).args('/var/lib/openvswitch/', '/run/openvswitch/'),
      ),
    ),
  ],
  { on: 'kolla' },
);
