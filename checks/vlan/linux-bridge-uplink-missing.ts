import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { counted } from '../../src/engine/words.ts';

export default defineCheck({
  id: 'linux-bridge-uplink-missing',
  layer: 'vlan',
  title: "Network's Linux bridge leads to no other host",
  why: 'By a VLAN or VXLAN device in the bridge its network reaches other hosts, and the DHCP server and router there.',
  symptom: 'VMs of one network on this host reach each other, and neither DHCP nor the gateway nor VMs of other hosts.',
  remedy:
    'Put the VLAN or VXLAN device that is in no bridge into this one; where none is left, the agent has to make it again.',
  limits:
    'A network of the type local has no uplink by intent, nor one whose gateway is the host: judged where a device is left over or other bridges have one, and without a device left over as a warning.',
  sources: [
    'https://bugs.launchpad.net/bugs/1495960',
    'https://bugs.launchpad.net/bugs/1282662',
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  explainedBy: [],
  applies: ({ taps }) => taps.length > 0,
  judge({ name, isAlone, taps, strays, others }) {
    if (!isAlone) return undefined;
    const [stray, ...more] = strays;
    const isTheOne = stray !== undefined && more.length === 0 && others.alone === 0;
    if (!isTheOne && others.linked === 0) return undefined;
    return {
      summary: isTheOne
        ? `${name} has ${counted(taps.length, 'tap')} and no uplink, while ${stray.name} is in no bridge.`
        : `${name} has ${counted(taps.length, 'tap')} and no uplink, as the other bridges of the agent have.`,
      severity: isTheOne ? 'error' : 'warning',
      evidence: [
        {
          command: ['ip', '-br', 'link', 'show', 'master', name],
          where: 'host',
          output: taps.map((tap) => tap.name).join('\n'),
        },
      ],
      fix: isTheOne
        ? safeFix(
            `Make ${stray.name} a port of ${name}`,
            [['ip', 'link', 'set', stray.name, 'master', name]],
            [['ip', 'link', 'set', stray.name, 'nomaster']],
            'The Linux bridge agent does this when it makes the bridge: see its log for why it is undone.',
          )
        : null,
    };
  },
});
