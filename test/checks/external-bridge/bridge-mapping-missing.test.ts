import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

const file = '/etc/neutron/plugins/ml2/openvswitch_agent.ini';

/** What the agent's file sets. */
const mappings = (...values: readonly string[]) =>
  answered(
    (argv) => argv.some((word) => word.includes('bridge_mappings')),
    () =>
      exited(
        `${values.map((value) => `/proc/48/root${file}:bridge_mappings = ${value}\n`).join('')}/proc/self/comm:grep\n`,
      ),
  );

const cutOff = flows('br-ex').without('dl_vlan=2');

const renaming = [`sed -i -E s/^([[:space:]]*bridge_mappings[[:space:]]*=).*/\\1 public:br-ex/ ${file}`, restart.l2];

testCheck('bridge-mapping-missing', [
  reject('another name that the agent has not been restarted with', mappings('physnet1:br-ex'), {
    summary: /no bridge for physical network public/,
    severity: 'warning',
    fix: renaming,
  }),
  reject(
    'a mapping under another name, and an agent that was restarted with it',
    all(mappings('physnet1:br-ex'), cutOff),
    {
      summary: /no bridge for physical network public: its bridge_mappings name physnet1\./,
      fix: renaming,
    },
  ),
  reject('several that no port uses: which is meant, is not told', all(mappings('one:br-ex,two:br-data'), cutOff), {
    summary: /name one, two\./,
    fix: null,
  }),
  accept('the right one beside others', mappings('one:br-data, public:br-ex')),
  accept('the file that is read last', mappings('physnet1:br-ex', 'public:br-ex')),
  accept('no setting at all', mappings()),
]);
