import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const error =
  '2023-09-22 18:53:31.267 7 ERROR nova.virt.libvirt.driver [-] [instance: 1] attaching network adapter failed.: libvirt.libvirtError: Requested operation is not valid: PCI device 0000:03:04.1 is in use';

testCheck(
  'agent-error-logged',
  [
    reject('an error in its own words', savedText('session.txt', [error]), {
      summary: /^The compute service logged an error: attaching network adapter failed.* is in use\.$/,
      fix: null,
    }),
    accept('the same in a log of the host', savedText('var/log/nova/nova-compute.log', [error])),
    accept('a line that is no error', savedText('session.txt', [error.replace('ERROR', 'INFO')])),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
