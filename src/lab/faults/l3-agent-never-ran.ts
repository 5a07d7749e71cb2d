import type { Argv } from '../../host/process.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'l3-agent-never-ran',
  title: 'the L3 agent never ran: no network has its router',
  layouts: bothLayouts,
  expects: 'l3-agent-not-running',
  inject: (model) => [
    killAgent(model, 'l3'),
    ...model.routers.flatMap(({ namespace, qr, qg }): readonly Argv[] => [
      ['ovs-vsctl', 'del-port', qr.device, '--', 'del-port', qg.device],
      ['ip', 'netns', 'delete', namespace],
    ]),
  ],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
