import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { routes } from '../../support/edits/ip.ts';

const by = (gateway: string) => routes().changed('10.11.12.0/24', { gateway });
const fix = ['ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex'];

testCheck('tenant-route-wrong-next-hop', [
  reject('a next hop that is nobody', by('203.0.113.253'), { summary: /10\.11\.12\.0\/24.*203\.0\.113\.253/, fix }),
  reject('the router of a tenant with fewer VMs', by('203.0.113.102'), {
    summary: /203\.0\.113\.102.*203\.0\.113\.101/,
    fix,
  }),
  accept('a next hop that nobody here is, beside a distributed router', by('203.0.113.253'), 'dvr'),
]);
