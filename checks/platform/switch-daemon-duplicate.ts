import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';

export default defineCheck({
  id: 'switch-daemon-duplicate',
  layer: 'platform',
  title: 'Two Open vSwitch daemons run',
  why: 'One waits for the other to end: at its next restart the wrong one takes the switch over, with other flows or another database.',
  symptom: 'Bridges or ports come and go when a container or service of Open vSwitch is restarted.',
  remedy: 'Stop the one of the host: its containers were deployed in its place.',
  limits:
    'Only where one is in a container and the other on the host, in one network; several in namespaces of their own are as meant.',
  sources: [
    'https://docs.openvswitch.org/en/latest/ref/ovs-vswitchd.8/',
    'https://bugs.launchpad.net/kolla-ansible/+bug/1566846',
  ],
  severity: 'warning',
  each: 'daemons',
  comparesNoAddresses: true,
  with: ['processes', 'services', 'insides'],
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ name }, { insides }) => name === 'ovs-vswitchd' && (!insides.known || insides.value.daemons.length > 0),
  judge(_, { processes, services, insides }) {
    const all = required(processes).filter(
      ({ args, whereabouts }) =>
        /^(?:\S*\/)?ovs-vswitchd(?: |$)/.test(args) && !args.includes(': monitoring pid') && whereabouts?.in === 'host',
    );
    const inContainers = new Set(required(insides).daemons.map(({ pid }) => pid));
    const [ofHost] = all.filter(({ pid }) => !inContainers.has(pid));
    if (ofHost === undefined || !all.some(({ pid }) => inContainers.has(pid))) return undefined;
    const service = services.known
      ? ['openvswitch-switch', 'openvswitch'].find((name) => services.value.names.has(name))
      : undefined;
    const manager = services.known ? services.value.manager : 'systemd';
    const stop =
      service === undefined
        ? ['kill', String(ofHost.pid)]
        : manager === 'systemd'
          ? ['systemctl', 'disable', '--now', service]
          : ['service', service, 'stop'];
    return {
      summary: `Two ovs-vswitchd run: one of the host (pid ${ofHost.pid}), and one in a container.`,
      evidence: [processEvidence(all, 'ovs-vswitchd')],
      fix: {
        summary: 'Stop the ovs-vswitchd of the host',
        risk: 'disruptive',
        commands: [stop],
        undo: [],
        permanent: 'Remove the package of Open vSwitch from the host, or disable and mask its service.',
      },
    };
  },
});
