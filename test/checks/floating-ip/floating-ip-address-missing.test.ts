import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { floatingIp, haA, qgA, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('floating-ip-address-missing', [
  reject('an address that is not on qg', device(qgA).withoutAddress(floatingIp), {
    summary: /203\.0\.113\.150.*10\.11\.12\.3.*qg-e271892c-4d/,
    fix: [`ip -n ${qrouterA} addr replace 203.0.113.150/32 brd 203.0.113.150 dev qg-e271892c-4d`],
  }),
  accept(
    'a floating IP that was taken away, with its rules',
    all(device(qgA).withoutAddress(floatingIp), rules(qrouterA).without(floatingIp)),
  ),
  accept(
    'a standby router',
    all(
      device(qgA).addresses(),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
