import { haDevice } from '../../../src/lab/kinds/ha.ts';
import type { CloudChange } from '../../support/cloud-rows.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';

/** keepalived has its own address only while it is the active one. */
const standby = device(haDevice).withoutAddress('169.254.0.50');
const nodes = (change: typeof standby | undefined, recorded = {}): CloudChange => ({
  without: ['net1', 'cmp1', 'cmp2'],
  also: [
    { name: 'net1', like: 'ha' },
    { name: 'net2', like: 'ha', ...(change === undefined ? {} : { change }) },
  ],
  recorded,
});

testCloudCheck(
  'ha-router-active-twice',
  [
    reject('two nodes that do not hear each other', nodes(undefined), {
      host: 'net1',
      summary: /^HA router [-0-9a-f]+ is active on net1 and net2\.$/,
      fix: null,
    }),
    accept('one that stands by', nodes(standby)),
    accept('two that stand by: a third may be active', {
      without: ['net1', 'cmp1', 'cmp2'],
      also: [
        { name: 'net1', like: 'ha', change: standby },
        { name: 'net2', like: 'ha', change: all(standby) },
      ],
    }),
    leaveOpen('routers of which there is one instance', {}, 'skipped'),
  ],
  { given: nodes(standby) },
);
