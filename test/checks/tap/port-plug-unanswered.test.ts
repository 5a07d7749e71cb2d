import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'port-plug-unanswered',
  [
    reject(
      'what nova-compute logs',
      savedText('session.txt', [
        "2024-03-01 10:00:00.123 27 WARNING nova.virt.libvirt.driver [req-1 - - - - -] Timeout waiting for [('network-vif-plugged', '3f2504e0-4f89-11d3-9a0c-0305e82c3301')] for instance with vm_state building",
      ]),
      { summary: /port 3f2504e0-4f89-11d3-9a0c-0305e82c3301 to come up/, fix: null },
    ),
    accept(
      'another line of it',
      savedText('session.txt', ['2024-03-01 10:00:00.123 27 INFO nova.compute.manager [-] VM Started']),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
