import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { fileSystem } from '../../support/edits/kernel.ts';

const folder = '/var/lib/neutron';

testCheck('state-folder-full', [
  reject('no space left', fileSystem(folder, '0 3085511', '3085484 3085511'), {
    summary: /\/var\/lib\/neutron.*space/,
    fix: null,
  }),
  reject('no inode left', fileSystem(folder, '3085493 3085511', '0 3085511'), { summary: /inode/, fix: null }),
  accept('a file system that is nearly full', fileSystem(folder, '1 3085511', '1 3085511')),
  accept('one that counts no inodes, such as btrfs', fileSystem(folder, '3085493 3085511', '0 0')),
]);
