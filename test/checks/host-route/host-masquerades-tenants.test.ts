import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';

const rule = (words: string) => rules().last('nat', `-A POSTROUTING ${words} -j MASQUERADE`);

testCheck('host-masquerades-tenants', [
  reject('a rule for all that goes out by the bridge', rule('-o br-ex'), {
    summary: /-A POSTROUTING -o br-ex -j MASQUERADE/,
    fix: ['iptables -t nat -D POSTROUTING -o br-ex -j MASQUERADE'],
  }),
  accept('one that names a source', rule('-s 192.168.122.0/24 -o br-ex')),
  accept('one that names a destination', rule('-d 203.0.113.200/32 -o br-ex')),
  accept('a host whose bridge has an uplink', rule('-o br-ex'), 'uplink'),
]);
