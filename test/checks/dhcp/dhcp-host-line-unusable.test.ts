import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { filesA, qdhcpA, restart, vm2 } from '../../support/lab-names.ts';

const hosts = agentFile(`${filesA}/host`);

testCheck('dhcp-host-line-unusable', [
  reject('an address with a number too large', hosts.changed('local,10.11.12.4', 'local,10.11.12.444'), {
    summary: /fa:16:3e:f1:bb:c8/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  reject('a MAC that dnsmasq is to ignore', hosts.changed(/^fa:16:3e:f1:bb:c8,.*$/m, 'fa:16:3e:f1:bb:c8,ignore'), {
    summary: /ignore fa:16:3e:f1:bb:c8/,
    fix: [restart.dhcp],
  }),
  reject('a line that ends before its address', hosts.changed('local,10.11.12.4', 'local'), {
    summary: /fa:16:3e:f1:bb:c8/,
    fix: [restart.dhcp],
  }),
  accept('a line with an IPv6 address', hosts.with('fa:16:3e:00:be:ef,host-2001-db8--5.openstacklocal,[2001:db8::5]')),
  accept('a line with a tag alone', hosts.with('fa:16:3e:00:be:ef,set:port-1234')),
  accept('a MAC that has a good line too', hosts.with(`${vm2.mac},host-10-11-12-9.openstacklocal,10.11.12.999`)),
]);
