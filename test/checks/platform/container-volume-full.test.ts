import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { volumeBlocks } from '../../support/edits/containers.ts';

testCheck(
  'container-volume-full',
  [
    reject('no space left for logs', volumeBlocks('/var/log/kolla', 0), {
      summary: /The volume \/var\/log\/kolla of .* has no space left/,
      fix: null,
      count: 6,
    }),
    accept('one that is nearly full', volumeBlocks('/var/log/kolla', 1)),
  ],
  { on: 'kolla' },
);
