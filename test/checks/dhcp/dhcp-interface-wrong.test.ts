import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { dnsmasqConfig } from '../../support/edits/agent-files.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, qdhcpA } from '../../support/lab-names.ts';

const given = '--interface=tap3b3c85c8-49';

testCheck(
  'dhcp-interface-wrong',
  [
    reject('the DHCP port that the network had before', process(dnsmasqA).args(given, '--interface=tap00000000-01'), {
      summary: /tap00000000-01.*tap3b3c85c8-49/,
      subject: qdhcpA,
      fix: ['kill 331', 'service quantum-dhcp-agent restart'],
    }),
    reject(
      'its own port left out',
      process(dnsmasqA).args(`${given} `, '--except-interface=lo --no-dhcp-interface=tap3b* '),
      {
        summary: /leave tap3b3c85c8-49, its DHCP port, out/,
        subject: qdhcpA,
        fix: ['kill 331', 'service quantum-dhcp-agent restart'],
      },
    ),
    reject('a configuration file that leaves its own port out', dnsmasqConfig('no-dhcp-interface=tap3b3c85c8-49'), {
      summary: /leave tap3b3c85c8-49, its DHCP port, out/,
      fix: [
        'sed -i s|^no-dhcp-interface=tap3b3c85c8-49$|#&| /etc/neutron/dnsmasq-neutron.conf',
        'kill 331',
        'service quantum-dhcp-agent restart',
      ],
    }),
    accept('another device left out', process(dnsmasqA).args(`${given} `, '--except-interface=lo ')),
    accept('a name with a wildcard', process(dnsmasqA).args(given, '--interface=tap*')),
    accept('one device of several that is there', process(dnsmasqA).args(given, `--interface=tap00000000-01 ${given}`)),
    accept('no name at all, as agents give none today', process(dnsmasqA).args(`${given} `, '')),
  ],
  { on: 'folsom' },
);
