import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'device-link-down',
  [
    reject(
      'a NIC that is the only one of its bridge',
      savedText('session.txt', [
        ' 1(eth2): addr:52:54:00:12:34:56',
        '     config:     PORT_DOWN',
        '     state:      LINK_DOWN',
        ' LOCAL(br-ex): addr:52:54:00:12:34:56',
        '     config:     0',
        '     state:      0',
      ]),
      { summary: /eth2, port of br-ex, has no link/, fix: null },
    ),
    reject(
      'a NIC by itself',
      savedText('session.txt', ['Settings for eth2:', '  Speed: Unknown!', '  Link detected: no']),
      { summary: /eth2 has no link/, severity: 'warning', fix: null },
    ),
    accept(
      'the spare of another NIC, and devices of namespaces',
      savedText('session.txt', [
        ' 1(eth2): addr:52:54:00:12:34:56',
        '     state:      LINK_DOWN',
        ' 2(eth3): addr:52:54:00:12:34:57',
        '     state:      0',
        ' 5(tap90ab12cd-3e): addr:00:00:00:00:00:00',
        '     state:      LINK_DOWN',
        ' LOCAL(br-ex): addr:52:54:00:12:34:56',
        '     state:      LINK_DOWN',
      ]),
    ),
    accept(
      'a spare NIC and the bridges of the switch, of which a sosreport asks each',
      savedText('sos_commands/networking/ethtool_eth2', ['Settings for eth2:', '\tLink detected: no']),
    ),
    accept('a bridge that is down', savedText('session.txt', ['Settings for br-int:', '\tLink detected: no'])),
    accept(
      'a NIC behind which the line of a port was lost',
      savedText('session.txt', [
        ' 1(eth2): addr:52:54:00:12:34:56',
        '     state:      0',
        '     state:      LINK_DOWN',
        ' LOCAL(br-ex): addr:52:54:00:12:34:56',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
