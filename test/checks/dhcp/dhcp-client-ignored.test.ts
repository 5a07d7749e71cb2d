import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { dnsmasqConfig } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { process } from '../../support/edits/processes.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, dnsmasqA, qdhcpA, restart, vm1 } from '../../support/lab-names.ts';

const silent = all(wire(dhcpA).without('OFFER'), wire(vm1.qvb).without('OFFER'), wire(vm1.tap).without('OFFER'));
const file = '/etc/neutron/dnsmasq-neutron.conf';
const without = (pattern: string) => [`sed -i s|^${pattern}$|#&| ${file}`, 'kill 162', restart.dhcp];

testCheck('dhcp-client-ignored', [
  reject('a file that ignores whom it knows', all(silent, dnsmasqConfig('log-dhcp', 'dhcp-ignore=tag:known')), {
    summary: /fa:16:3e:53:84:4f no answer: \/etc\/neutron\/dnsmasq-neutron\.conf says dhcp-ignore=tag:known/,
    subject: qdhcpA,
    fix: without('dhcp-ignore=tag:known'),
  }),
  reject('a file that ignores its MAC', all(silent, dnsmasqConfig(`dhcp-host=${vm1.mac},ignore # loud`)), {
    summary: /says dhcp-host=fa:16:3e:53:84:4f,ignore\./,
    fix: without(`dhcp-host=${vm1.mac},ignore # loud`),
  }),
  reject(
    'a command line that ignores all that are not of a vendor',
    all(silent, process(dnsmasqA).args('--conf-file=', '--dhcp-ignore=tag:!vendor --conf-file=')),
    { summary: /its command line says dhcp-ignore=tag:!vendor/, fix: ['kill 162', restart.dhcp] },
  ),
  accept('a file that ignores whom it does not know', all(silent, dnsmasqConfig('dhcp-ignore=tag:!known'))),
  accept('one that ignores another MAC', all(silent, dnsmasqConfig('dhcp-host=02:00:00:00:00:01,ignore'))),
  accept('a line that was not read yet, as offers come', dnsmasqConfig('dhcp-ignore=tag:known')),
]);
