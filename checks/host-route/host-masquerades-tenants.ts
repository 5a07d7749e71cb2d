import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { broadMasquerade } from '../../src/engine/host-firewall.ts';

export default defineCheck({
  id: 'host-masquerades-tenants',
  layer: 'host-route',
  title: 'Host puts its own address on what it forwards to the tenants',
  why: 'VMs see all clients as the host: rules of security groups that name addresses match the wrong ones or none.',
  symptom: 'Services in VMs log the host as the client of every connection.',
  remedy: 'Limit the rule to the device of the default route, or delete it where it names the bridge itself.',
  limits:
    'Only a rule for all sources and destinations is reported; one with -s or -d is taken as meant. With an uplink on the bridge it is not asked.',
  sources: ['https://github.com/blueboxgroup/ursula/issues/2757', 'https://github.com/canonical/microk8s/issues/62'],
  severity: 'warning',
  each: 'externalBridges',
  explainedBy: [],
  // With an uplink, tenants' packets pass by in the switch, and the host hides its own guests behind the bridge's address.
  applies: ({ interface: device, uplinks }) => device !== undefined && uplinks.length === 0,
  judge(view) {
    const rule = told(view.host.tables)
      .get('nat')
      ?.rules.find((one) => broadMasquerade(one, view.name));
    if (rule === undefined) return undefined;
    const words = rule.split(' ').slice(1);
    // A rule for every device was meant for the one that leads to the world.
    const way = told(view.host.stack.routes).find(
      ({ destination, table }) => destination === '0.0.0.0/0' && table === 'main',
    )?.device;
    const isForAll = !words.includes('-o');
    const narrow = ['POSTROUTING', '-o', way ?? '', ...words.slice(1)];
    const keep = isForAll && way !== undefined && way !== view.name;
    return {
      summary: `The host's rule "${rule}" also rewrites what goes out by ${view.name}.`,
      evidence: [{ command: ['iptables', '-t', 'nat', '-S', 'POSTROUTING'], where: 'host', output: rule }],
      fix: safeFix(
        keep ? `Let the rule apply to ${way} only` : 'Delete the rule',
        [...(keep ? [['iptables', '-t', 'nat', '-A', ...narrow]] : []), ['iptables', '-t', 'nat', '-D', ...words]],
        [['iptables', '-t', 'nat', '-A', ...words], ...(keep ? [['iptables', '-t', 'nat', '-D', ...narrow]] : [])],
        'Whoever set the rule up at boot has to name the device by which it is meant to work (-o).',
      ),
    };
  },
});
