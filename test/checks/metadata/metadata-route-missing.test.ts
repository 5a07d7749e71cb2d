import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { process } from '../../support/edits/processes.ts';
import { networkB, restart } from '../../support/lab-names.ts';

const options = `/var/lib/neutron/dhcp/${networkB}/opts`;

testCheck('metadata-route-missing', [
  reject('a proxy in the DHCP namespace that no VM hears of', agentFile(options).without('169.254.169.254'), {
    summary: /qdhcp-dd21654a.*169\.254\.169\.254/,
    fix: [restart.dhcp],
  }),
  accept(
    'a network without a proxy of its own',
    all(agentFile(options).without('169.254.169.254'), process(`ns-metadata-proxy/${networkB}.conf`).gone()),
  ),
]);
