import { announcedMtu } from '../../src/analysis/announced-mtu.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { processEvidence, settingEvidence } from '../../src/evidence/processes.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { ip } from '../../src/facts/within.ts';
import { withoutSettingFix } from '../../src/remedies/dnsmasq.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** What every host must be able to receive (RFC 791), and DHCP clients expect (RFC 2131 section 2). */
const leastMtu = 576;

export default defineCheck({
  id: 'dhcp-mtu-option-too-large',
  layer: 'dhcp',
  title: "DHCP MTU option is larger than the DHCP port's MTU",
  why: 'Small packets pass and large ones are lost: a ping works, but a download or an SSH login hangs.',
  symptom: 'Pings pass and an ssh login or download hangs, most often since the MTU of the network was lowered.',
  remedy:
    "End dnsmasq and restart the DHCP agent, which starts it with the network's MTU; VMs apply it with their next lease. If not even an offer fits into the port's MTU, set that.",
  limits:
    "Compares with the network's DHCP port on this host. A smaller MTU on the path to another host, and an MTU set in the guest, are not seen.",
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://www.rfc-editor.org/rfc/rfc2132',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  with: ['services', 'dhcpWatches'],
  explainedBy: [],
  judge(server, { services, dhcpWatches }) {
    const { interface: fact, processes, namespace, networkId } = server;
    const announced = announcedMtu(server, valuesOf(dhcpWatches));
    if (announced === undefined) return undefined;
    const device = required(fact);
    const { mtu, by, setting } = announced;
    if (device?.mtu === undefined || mtu <= device.mtu) return undefined;
    const isPortWrong = device.mtu < leastMtu;
    const setMtu = (value: number) => [ip(namespace, 'link', 'set', 'dev', device.name, 'mtu', String(value))];
    return {
      ...(isPortWrong ? { severity: 'error' } : {}),
      summary: `DHCP of ${namespace} announces MTU ${mtu}; the DHCP port of the network has ${device.mtu}.`,
      evidence: [
        by === undefined
          ? processEvidence(processes, `dnsmasq.*${networkId}`)
          : 'watch' in by
            ? wireEvidence(by.watch, 'server')
            : fileEvidence(server, 'opts', 'option:mtu', [by.line]),
        ...settingEvidence(processes, setting),
        {
          ...linkEvidence(namespace, device.name, device),
          command: ip(namespace, 'link', 'show', 'dev', device.name),
          output: `${device.name} mtu ${device.mtu}`,
        },
      ],
      fix: isPortWrong
        ? safeFix(
            `Set the MTU of ${device.name} to ${mtu}, that of the network`,
            setMtu(mtu),
            setMtu(device.mtu),
            'The agent sets it when it plugs the port: find what changed it.',
          )
        : withoutSettingFix(
            processes,
            setting,
            services,
            "starts dnsmasq with the network's MTU; guests apply it with their next lease",
          ),
    };
  },
});
