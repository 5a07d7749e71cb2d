import type { Argv } from '../../host/process.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'routers-empty',
  title: 'the L3 agent is stuck: it made the namespaces of the routers, and nothing in them',
  // In 2012 such namespaces were what deleted routers left behind.
  layouts: ['neutron'],
  expects: 'router-empty',
  inject: (model) =>
    model.routers.flatMap(({ namespace, qr, qg }): readonly Argv[] => [
      ['ovs-vsctl', 'del-port', qr.device, '--', 'del-port', qg.device],
      ['ip', 'netns', 'delete', namespace],
      ['ip', 'netns', 'add', namespace],
    ]),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
