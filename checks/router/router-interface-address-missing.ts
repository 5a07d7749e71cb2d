import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { ip, restartFix, safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'router-interface-address-missing',
  layer: 'router',
  title: 'Router has no address in the tenant network',
  why: 'Without an address on qr the VMs have no gateway, and the router has no route to them.',
  severity: 'error',
  each: 'routerLegs',
  explainedBy: [],
  // A standby router holds no addresses: keepalived gives them to the active one.
  applies: ({ role, router }) => role === 'router-interface' && router.mode !== 'standby',
  judge(leg) {
    const device = told(leg.interface);
    if (device === undefined) return undefined;
    const addresses = toldPart(device.addresses, `the addresses of ${leg.device}`);
    // A link-local address comes by itself; an IPv6-only network has a global one.
    if (addresses.some(({ family, address }) => family === 'inet' || !address.startsWith('fe80:'))) return undefined;
    const { host, namespace } = leg.router;
    const { expected } = leg;
    return {
      summary: `${leg.device} in ${namespace} has no address${expected === undefined ? '' : `; it should have ${expected.address}/${expected.prefixLength} (${expected.because})`}.`,
      evidence: [addressEvidence(namespace, device)],
      fix:
        expected === undefined
          ? restartFix(host, 'l3-agent', 'gives its ports their addresses again')
          : safeFix(
              `Give ${leg.device} its address again`,
              [
                ip(
                  namespace,
                  'addr',
                  'replace',
                  `${expected.address}/${expected.prefixLength}`,
                  'brd',
                  '+',
                  'dev',
                  leg.device,
                ),
              ],
              [ip(namespace, 'addr', 'del', `${expected.address}/${expected.prefixLength}`, 'dev', leg.device)],
              'The L3 agent keeps this address; a restart of it has the same effect.',
            ),
    };
  },
});
