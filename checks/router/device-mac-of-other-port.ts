import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Port } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'device-mac-of-other-port',
  layer: 'router',
  title: "Router's or DHCP device has the MAC of another port",
  why: 'The switch takes the device and the other port for one, and forwards to the one that it saw last.',
  symptom: 'A VM and its gateway do not reach each other, though both are up and have their addresses.',
  remedy: 'Give the device the MAC of its own port again.',
  limits:
    'Based on external_ids of the ports on this host. A device with a MAC that no other port of the network has is left alone.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
    'https://bugs.launchpad.net/bugs/1626010',
  ],
  severity: 'error',
  each: 'networks',
  explainedBy: [],
  judge({ ports }) {
    for (const port of ports) {
      const [location, ...others] = port.sightings;
      const own = macOf(port);
      const used = location?.interface.mac;
      const victim = ports.find((other) => other !== port && used !== undefined && macOf(other) === used);
      // The host's end of a plug has a MAC that nothing else uses.
      const { namespace } = location ?? {};
      if (location === undefined || namespace === undefined || others.length > 0) continue;
      if (own === undefined || used === own || victim === undefined) continue;
      const device = port.subject.name;
      const change = (mac: string) => [ip(namespace, 'link', 'set', 'dev', device, 'address', mac)];
      return {
        ...(port.role === 'dhcp' ? { layer: 'dhcp' } : {}),
        summary: `${device} in ${namespace} uses ${used}, the MAC of ${victim.subject.name}; its own is ${own}.`,
        evidence: [
          linkEvidence(namespace, device, location.interface),
          {
            command: ['ovs-vsctl', 'get', 'Interface', device, 'external_ids:attached-mac'],
            where: 'host',
            output: `"${own}"`,
          },
        ],
        fix: safeFix(
          `Give ${device} its own MAC again`,
          change(own),
          change(used ?? own),
          'The agent sets it when it plugs the port: find what changed it.',
        ),
      };
    }
    return undefined;
  },
});

const macOf = ({ interface: device }: Port): string | undefined => device?.attachedMac;
