import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';

testCheck(
  'fip-proxy-arp-off',
  [
    reject('a device that answers for nobody', device('fg-ac681d97-b3').proxyArp(false), {
      summary: /fg-ac681d97-b3/,
      fix: [
        'ip netns exec fip-b1d9befd-4b88-4632-acfa-3c02525cdaf0 sysctl -w net.ipv4.conf.fg-ac681d97-b3.proxy_arp=1',
      ],
    }),
    accept('another device of the namespace, which need not', device('fpr-6259a93a-c').proxyArp(false)),
  ],
  { on: 'dvr' },
);
