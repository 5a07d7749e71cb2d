import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-server-files-missing', [
  reject('no host file', process(dnsmasqA).args(/--dhcp-hostsfile=\S+ /, ''), {
    summary: /without --dhcp-hostsfile/,
    subject: qdhcpA,
    fix: ['kill 162', restart.dhcp],
  }),
  reject('no options file', process(dnsmasqA).args(/--dhcp-optsfile=\S+ /, ''), {
    summary: /without --dhcp-optsfile/,
    fix: ['kill 162', restart.dhcp],
  }),
  reject('another options file', process(dnsmasqA).args(`${filesA}/opts`, '/tmp/opts'), {
    summary: /--dhcp-optsfile=\/tmp\/opts in place of/,
    fix: ['kill 162', restart.dhcp],
  }),
  accept('a command line that is cut off', process(dnsmasqA).args(/ --dhcp-optsfile=.*$/, '')),
]);
