import { containerStep, databaseCopy } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';

const kept = '/var/lib/containers/storage/volumes/openvswitch_db/_data/conf.db';

const fault: Fault = {
  id: 'switch-database-without-volume',
  title: 'the database of Open vSwitch lies in its container',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'switch-database-not-kept',
  effect: {
    shownBy:
      '! grep -q " /var/lib/openvswitch " /proc/$(/run/qdoctor-lab/pid /run/openvswitch/ovsdb-server.pid)/mountinfo',
  },
  fixes: { kolla: 0 },
  inject: () => [['cp', kept, databaseCopy], containerStep('recreate', 'ovsdb-server', '/^--volume=openvswitch_db:/d')],
  heal: () => [['rm', '-f', databaseCopy], containerStep('recreate', 'ovsdb-server')],
};

export default fault;
