import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { haA, qrouterA } from '../../support/lab-names.ts';

const added = rules(qrouterA).first;

testCheck(
  'ha-advertisements-filtered',
  [
    reject('a rule against the protocol', added('filter', '-A INPUT -p vrrp -j DROP'), {
      summary: /qrouter-6259a93a.*drops VRRP: `-A INPUT -p vrrp -j DROP`/,
      subject: qrouterA,
      fix: [`ip netns exec ${qrouterA} iptables -t filter -D INPUT -p vrrp -j DROP`],
    }),
    reject('one on the HA port, for the group', added('filter', `-A OUTPUT -d 224.0.0.18/32 -o ha-+ -p 112 -j DROP`), {
      summary: /OUTPUT/,
      fix: [`ip netns exec ${qrouterA} iptables -t filter -D OUTPUT -d 224.0.0.18/32 -o ha-+ -p 112 -j DROP`],
    }),
    accept('one on another device', added('filter', '-A INPUT -i qr-+ -p vrrp -j DROP')),
    accept('one against a single sender', added('filter', '-A INPUT -s 169.254.195.77/32 -p vrrp -j DROP')),
    accept('one that lets it in', added('filter', `-A INPUT -i ${haA} -p vrrp -j ACCEPT`)),
  ],
  { on: 'ha' },
);
