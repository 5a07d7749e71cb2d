import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const patch = (name: string, peer: string) => `        Port ${name}
            Interface ${name}
                type: patch
                options: {peer=${peer}}
`;
// Without its first line, as people copy it.
const shown = (inside: string, outside: string) => `# docker exec openvswitch_vswitchd ovs-vsctl show
    Bridge br-int
        Port qvo5d5c5b5a-59
            tag: 1
            Interface qvo5d5c5b5a-59
${inside}    Bridge br-tun
        Port br-tun
            Interface br-tun
                type: internal
${outside}    ovs_version: "2.17.5"
`;
const [inner, outer] = [patch('patch-tun', 'patch-int'), patch('patch-int', 'patch-tun')];

testCheck(
  'tunnels-unjoined',
  [
    reject('a pair of which one is missing', pasted(shown('', outer)), {
      summary: /^No patch pair joins br-int and br-tun \(patch-int on br-tun with peer patch-tun\)/,
      fix: null,
    }),
    reject('no patch port at all', pasted(shown('', '')), { summary: /neither has a patch port/, fix: null }),
    accept('a pair', pasted(shown(inner, outer))),
    accept('a pair of other names', pasted(shown(patch('a', 'b'), patch('b', 'a')))),
    accept('a bridge with lines left out', pasted(shown('...\n', outer))),
    accept('a switch without tunnels', pasted(shown('', outer).replace('Bridge br-tun', 'Bridge br-vlan'))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
