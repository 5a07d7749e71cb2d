import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { counted } from '../../src/words.ts';

export default defineCheck({
  id: 'linux-bridge-uplink-missing',
  layer: 'vlan',
  title: "Network's Linux bridge has no uplink",
  why: 'A VLAN or VXLAN device in the bridge connects the network to other hosts, with their DHCP servers and routers.',
  symptom: 'VMs of one network on this host reach each other, but not DHCP, the gateway or VMs of other hosts.',
  remedy: 'Add the VLAN or VXLAN device that is in no bridge to this one; where none exists, restart the agent.',
  limits:
    'Local networks, and those with the host as gateway, have no uplink: checked where an unused device exists or other bridges have an uplink, without an unused device as a warning.',
  sources: [
    'https://bugs.launchpad.net/bugs/1495960',
    'https://bugs.launchpad.net/bugs/1282662',
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ taps }) => taps.length > 0,
  judge({ name, isAlone, taps, strays, others }) {
    if (!isAlone) return undefined;
    const [stray, ...more] = strays;
    const isTheOne = stray !== undefined && more.length === 0 && others.alone === 0;
    if (!isTheOne && others.linked === 0) return undefined;
    return {
      summary: isTheOne
        ? `${name} has ${counted(taps.length, 'tap')} and no uplink; ${stray.name} is in no bridge.`
        : `${name} has ${counted(taps.length, 'tap')} and no uplink, unlike the agent's other bridges.`,
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
            `Add ${stray.name} to ${name}`,
            [['ip', 'link', 'set', stray.name, 'master', name]],
            [['ip', 'link', 'set', stray.name, 'nomaster']],
            'The Linux bridge agent does this when it creates the bridge: check its log for why it was undone.',
          )
        : null,
    };
  },
});
