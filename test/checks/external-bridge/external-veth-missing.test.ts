import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const show = (outer: readonly string[], type = '') => `root@net01:~# ovs-vsctl show
3f2504e0-4f89-11d3-9a0c-0305e82c3301
    Bridge br-int
        Port "int-br-eth1"
            Interface "int-br-eth1"
${type}        Port br-int
            Interface br-int
                type: internal
    Bridge "br-eth1"
        Port "eth1"
            Interface "eth1"
${outer.map((port) => `        Port "${port}"\n            Interface "${port}"\n`).join('')}    ovs_version: "1.11.0"
root@net01:~#
`;

testCheck(
  'external-veth-missing',
  [
    reject('a bridge that was made anew', pasted(show([])), {
      summary: /^br-int has int-br-eth1, and br-eth1 lacks the other end, phy-br-eth1\.$/,
      fix: null,
    }),
    accept('both ends', pasted(show(['phy-br-eth1']))),
    accept('a listing that was cut', pasted(show([]).replace(/ {4}ovs_version.*\n/, ''))),
    accept(
      'a patch port, which is judged elsewhere',
      pasted(show([], '                type: patch\n                options: {peer="phy-br-eth1"}\n')),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
