import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA } from '../../support/lab-names.ts';

testCheck('dhcp-pid-file-wrong', [
  reject('the number of another process', agentFile(`${filesA}/pid`).lines('4242'), {
    summary: /4242.*162/,
    subject: qdhcpA,
    fix: [`sed -i 1c\\162 ${filesA}/pid`, 'kill -HUP 162'],
  }),
  accept('no such file', agentFile(`${filesA}/pid`).gone()),
  accept('one of two processes', all(agentFile(`${filesA}/pid`).lines('4242'), process(dnsmasqA).twice(4242))),
]);
