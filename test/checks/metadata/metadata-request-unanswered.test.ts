import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'metadata-request-unanswered',
  [
    reject(
      'cloud-init without a route',
      savedText('session.txt', [
        `url_helper.py[WARNING]: Calling 'http://169.254.169.254/2009-04-04/meta-data/instance-id' failed [5/120s]: request error [('Connection aborted.', error(113, 'No route to host'))]`,
      ]),
      { summary: /No route to host/, fix: null },
    ),
    accept(
      'a namespace, in which no instance asks',
      savedText(
        'session.txt',
        ['<title>404 Not Found</title>'],
        'qrouter-3f2504e0-4f89-11d3-9a0c-0305e82c3301',
        'curl http://169.254.169.254',
      ),
    ),
    accept(
      'cloud-init that gets it at last',
      savedText('session.txt', [
        `url_helper.py[WARNING]: Calling 'http://169.254.169.254/openstack' failed [0/-1s]: request error [timed out]`,
        `DataSourceOpenStack.py[DEBUG]: Crawl of metadata service took 3.2 seconds`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
