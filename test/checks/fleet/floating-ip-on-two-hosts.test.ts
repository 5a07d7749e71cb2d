import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';

const { floatingIp, a } = cloud;
const twin = { name: 'net2', like: 'net1' } as const;
const untranslated = rules(a.router.namespace).without(floatingIp);

testCloudCheck('floating-ip-on-two-hosts', [
  reject(
    'one that the router of another host has kept without its rules',
    { also: { ...twin, change: untranslated } },
    {
      host: 'net2',
      summary: new RegExp(`^${floatingIp.replaceAll('.', '\\.')} is on routers of net1 and net2\\.$`),
      fix: [`ip -n ${a.router.namespace} addr del ${floatingIp}/32 dev ${a.router.qg.device}`],
    },
  ),
  reject(
    'one that both translate',
    { also: twin },
    { host: 'net1', summary: /is on routers of net1 and net2/, fix: null },
  ),
  accept('one that only one of the hosts has', {
    also: { ...twin, change: all(untranslated, device(a.router.qg.device).withoutAddress(floatingIp)) },
  }),
  leaveOpen('recordings from before and after it moved', {
    also: twin,
    recorded: { net1: '2020-01-01T00:00:00.000Z' },
  }),
]);
