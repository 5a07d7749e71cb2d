import { expect, test } from 'vitest';
import { parseIpRule } from '../../../src/facts/text/ip-rule.ts';
import { iproutes, recording } from './recorded.ts';

const all = { source: 'all', destination: 'all', hasOtherSelector: false };

test.each(iproutes)('%s', (version) => {
  expect(parseIpRule(recording(`${version}/ip-rule.txt`))).toEqual([
    { ...all, priority: 0, table: 'local' },
    { ...all, priority: 100, table: '100', source: '10.0.0.0/24' },
    { ...all, priority: 101, table: '100', source: '10.0.0.5', destination: '10.1.0.0/16' },
    { ...all, priority: 102, table: '100', hasOtherSelector: true },
    { ...all, priority: 103, table: 'main', source: '10.0.0.0/24', hasOtherSelector: true },
    { ...all, priority: 104, table: undefined, source: '10.9.0.0/24' },
    { ...all, priority: 105, table: undefined },
    { ...all, priority: 106, table: undefined, hasOtherSelector: true },
    { ...all, priority: 32766, table: 'main' },
    { ...all, priority: 32767, table: 'default' },
  ]);
});
