import { toVmA1 } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';

const chain = ({ a }: LabModel): string => `neutron-openvswi-s${a.vm1.portId.slice(0, 10)}`;

const pair = ({ a }: LabModel, mac: string): readonly string[] => [
  ...['-s', `${a.vm1.address}/32`, '-m', 'mac', '--mac-source', mac],
  ...['-m', 'comment', '--comment', 'Allow traffic from defined IP/MAC pairs.', '-j', 'RETURN'],
];

const fault: Fault = {
  id: 'anti-spoofing-other-mac',
  title: "the anti-spoofing rule of a VM holds another port's MAC",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'anti-spoofing-wrong',
  effect: { breaks: toVmA1 },
  inject: (model) => [['iptables', '-R', chain(model), '1', ...pair(model, model.a.vm2.mac)]],
  heal: (model) => [
    ['iptables', '-F', chain(model)],
    ['iptables', '-A', chain(model), ...pair(model, model.a.vm1.mac)],
    [
      'iptables',
      '-A',
      chain(model),
      '-m',
      'comment',
      '--comment',
      'Drop traffic without an IP/MAC allow rule.',
      '-j',
      'DROP',
    ],
  ],
};

export default fault;
