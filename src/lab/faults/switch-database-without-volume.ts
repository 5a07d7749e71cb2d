import { labDir } from '../intent.ts';
import { containerStep } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';

const kept = '/var/lib/containers/storage/volumes/openvswitch_db/_data/conf.db';
const copy = `${labDir}/conf.db`;

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
  inject: () => [
    // The same database, in another place.
    ['cp', kept, copy],
    containerStep(
      'recreate',
      'ovsdb-server',
      `s|--volume=openvswitch_db:/var/lib/openvswitch/|--volume=${copy}:${copy}|;s|^/var/lib/openvswitch/conf.db|${copy}|`,
    ),
  ],
  heal: () => [containerStep('recreate', 'ovsdb-server')],
};

export default fault;
