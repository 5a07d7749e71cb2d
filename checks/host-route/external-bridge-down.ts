import { isUp } from '../../src/analysis/devices.ts';
import { hasOwnAddress } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { lostTenantRoutes } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-bridge-down',
  layer: 'host-route',
  title: 'External bridge is down',
  why: "While the device br-ex is down, the host and the routers behind it can't reach each other.",
  symptom: 'Since a reboot or a change of the network configuration the host reaches no router and no floating IP.',
  remedy: 'Set the device of the bridge up, and add the route to the tenant network that the kernel dropped with it.',
  limits:
    'A bridge with an uplink and no address of its own may be down and is not reported; neither are br-int and br-tun, whose devices are not used.',
  sources: [
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/38',
    'https://github.com/canonical/microstack/issues/46',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'externalBridges',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['tenantRanges'],
  explainedBy: [],
  // Where others lead the packets out, the bridge works without the host, and its own device may well be down.
  applies: ({ bridge, interface: device, uplinks }) =>
    bridge !== undefined && device !== undefined && (uplinks.length === 0 || addressesOn(device).length > 0),
  judge(view, { tenantRanges }) {
    if (view.interface === undefined || isUp(view.interface)) return undefined;
    return {
      summary: `${view.name} is down on the host.`,
      evidence: [linkEvidence(undefined, view.name, view.interface)],
      fix: safeFix(
        `Set ${view.name} up and restore its routes`,
        [
          ['ip', 'link', 'set', view.name, 'up'],
          // Without an address of the bridge, the kernel takes no such route.
          ...(hasOwnAddress(view) ? lostTenantRoutes(view, tenantRanges) : []),
        ],
        [['ip', 'link', 'set', view.name, 'down']],
        `Bring ${view.name} up in the host's network configuration, with its routes.`,
      ),
    };
  },
});
