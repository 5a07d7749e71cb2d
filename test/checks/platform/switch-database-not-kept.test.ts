import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { mounts } from '../../support/edits/containers.ts';

testCheck(
  'switch-database-not-kept',
  [
    reject(
      'a database in the container itself',
      mounts(/ \/var\/lib\/openvswitch /, () => []),
      {
        summary: /lost when openvswitch_db is made anew/,
        fix: null,
      },
    ),
    accept(
      'a folder of the host, where packages have it',
      mounts(/ \/var\/lib\/openvswitch /, (line) => line.replace(' /var/lib/openvswitch ', ' /etc/openvswitch ')),
    ),
  ],
  { on: 'kolla' },
);
